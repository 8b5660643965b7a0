// Opens workbooks and saves them again: node resave.cjs PROGRAM FROM TO [FROM TO ...]
const [, , program, ...files] = process.argv;

const programs = {
  exceljs: async (from, to) => {
    const { Workbook } = require("exceljs");
    const book = new Workbook();
    await book.xlsx.readFile(from);
    await book.xlsx.writeFile(to);
  },
  sheetjs: async (from, to) => {
    const { readFile, writeFile } = require("xlsx");
    writeFile(readFile(from, { cellFormula: true, cellNF: true }), to);
  },
  "sheetjs-dates": async (from, to) => {
    const { readFile, writeFile } = require("xlsx");
    writeFile(readFile(from, { cellDates: true }), to, { cellDates: true });
  },
};

(async () => {
  for (let at = 0; at < files.length; at += 2) {
    await programs[program](files[at], files[at + 1]);
  }
})();
