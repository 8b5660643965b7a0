"""A ledger as HR really keeps one: with everything that Excel offers and this program never makes.

`enriched(book)` adds by hand, to a built ledger: on 職員 two columns of HR's own (rich
text, a formula), a comment with its thread, a data bar and a validation of the newer kind; a sheet
`人事メモ` with formulas, a chart, a text box and a sparkline; customXml, and a calcChain.
"""

import re

from ledger.present.package import Package

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
DRAW = "http://schemas.openxmlformats.org/drawingml/2006"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
TYPE = "application/vnd.openxmlformats-officedocument"
SHEET = "人事メモ"
PERSON_ID = "{11111111-1111-4111-8111-111111111111}"
COMMENT_ID = "{22222222-2222-4222-8222-222222222222}"

MEMO = f"""<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><dimension ref="A1:D4"/><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><r><t>部署 </t></r><r><rPr><b/></rPr><t>要調整</t></r></is>
</c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>5</v></c><c r="C2"><f>A2+B2</f><v>8</v></c>
</row><row r="3"><c r="A3"><f>COUNTA(staff[職員番号])</f><v>3</v></c></row></sheetData>
<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>
<drawing r:id="rId1"/><extLst><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{X14}">
<x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup displayEmptyCellsAs="gap"><x14:sparklines>
<x14:sparkline><xm:f>人事メモ!A2:B2</xm:f><xm:sqref>D2</xm:sqref></x14:sparkline></x14:sparklines>
</x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>"""

ANCHOR = """<xdr:twoCellAnchor><xdr:from><xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5
</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{1}</xdr:col><xdr:colOff>0
</xdr:colOff><xdr:row>15</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{2}<xdr:clientData/>
</xdr:twoCellAnchor>"""
FRAME = f"""<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="HRのグラフ"
 descr="部署の人数"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>
<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="{DRAW}/chart">
<c:chart xmlns:c="{DRAW}/chart" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>"""
BOX = """<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="メモ欄" descr="メモ"/>
<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r>
<a:rPr lang="ja-JP"/><a:t>年度末に見直す</a:t></a:r></a:p></xdr:txBody></xdr:sp>"""
DRAWING = f"""<xdr:wsDr xmlns:xdr="{DRAW}/spreadsheetDrawing" xmlns:a="{DRAW}/main" xmlns:r="{REL}">
{ANCHOR.format(0, 4, FRAME)}{ANCHOR.format(5, 8, BOX)}</xdr:wsDr>""".replace("\n<", "<")

CHART = f"""<c:chartSpace xmlns:c="{DRAW}/chart" xmlns:a="{DRAW}/main"><c:chart><c:plotArea>
<c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>
<c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef>
<c:f>人事メモ!$A$2:$B$2</c:f></c:numRef></c:val>
</c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling>
<c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/>
</c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling>
<c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea>
<c:plotVisOnly val="1"/></c:chart></c:chartSpace>"""

COMMENTS = f"""<comments xmlns="{MAIN}"><authors><author>tc={COMMENT_ID}</author></authors>
<commentList><comment ref="B@" authorId="0"><text><r><t>[スレッド] 要確認</t></r></text></comment>
</commentList></comments>"""
THREADED = f"""<ThreadedComments xmlns="{THREADS}"><threadedComment ref="B@"
 dT="2026-04-01T09:00:00.00" personId="{PERSON_ID}" id="{COMMENT_ID}"><text>要確認</text>
</threadedComment></ThreadedComments>"""
PEOPLE = f"""<personList xmlns="{THREADS}"><person displayName="人事 花子" id="{PERSON_ID}"
 userId="hanako" providerId="None"/></personList>"""
VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"
 coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>
<v:shape id="_x0000_s1025" type="#_x0000_t202"
 style="position:absolute;visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>{top}</x:Row>
<x:Column>1</x:Column></x:ClientData></v:shape></xml>"""

BAR = f"""<conditionalFormatting sqref="I2:I20001"><cfRule type="dataBar" priority="1"><dataBar>
<cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar><extLst><ext xmlns:x14="{X14}"
 uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}"><x14:id>{COMMENT_ID}</x14:id></ext></extLst></cfRule>
</conditionalFormatting>"""
NEWER = f"""<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">
<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="dataBar"
 id="{COMMENT_ID}"><x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="autoMin"/>
<x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>I2:I20001</xm:sqref>
</x14:conditionalFormatting></x14:conditionalFormattings></ext><ext xmlns:x14="{X14}"
 uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations count="1" xmlns:xm="{XM}">
<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>人事メモ!$A$2:$B$2</xm:f>
</x14:formula1><xm:sqref>K2:K20001</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"""

OWN = (("I", "内線"), ("J", "呼称"))
"""HR's own columns."""
CUSTOM = b'<hr xmlns="urn:city:hr"><kept>yes</kept></hr>'


def enriched(book: bytes, people: int) -> bytes:
    """Add HR's own things to a built ledger with so many 職員, wherever their table begins."""
    package = Package(book)
    staff_part = package.sheet_parts["職員"]
    staff_table = package.table_parts["staff"][1]
    top = table_top(package.read(staff_table))
    changes: dict[str, bytes | None] = {
        staff_part: _staff_sheet(package.read(staff_part), top),
        staff_table: _staff_table(package.read(staff_table)),
        f"xl/worksheets/_rels/{staff_part.rpartition('/')[2]}.rels": _relations(
            ("rId1", "table", f"../tables/{staff_table.rpartition('/')[2]}"),
            ("rId90", "comments", "../comments1.xml"),
            ("rId91", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId92", "threadedComment", "../threadedComments/threadedComment1.xml"),
        ),
        "xl/comments1.xml": _part(COMMENTS.replace("B@", f"B{top + 1}")),
        "xl/drawings/vmlDrawing1.vml": VML.format(top=top).encode(),
        "xl/threadedComments/threadedComment1.xml": _part(THREADED.replace("B@", f"B{top + 1}")),
        "xl/persons/person.xml": _part(PEOPLE),
        "xl/worksheets/sheet900.xml": _part(MEMO),
        "xl/worksheets/_rels/sheet900.xml.rels": _relations(
            ("rId1", "drawing", "../drawings/drawing900.xml")
        ),
        "xl/drawings/drawing900.xml": _part(DRAWING),
        "xl/drawings/_rels/drawing900.xml.rels": _relations(
            ("rId1", "chart", "../charts/chart900.xml")
        ),
        "xl/charts/chart900.xml": _part(CHART),
        "customXml/item1.xml": CUSTOM,
        "customXml/_rels/item1.xml.rels": _relations(("rId1", "customXmlProps", "itemProps1.xml")),
        "customXml/itemProps1.xml": _part(
            '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'customXml" ds:itemID="{PERSON_ID}"/>'
        ),
    }
    changes |= _registered(package, range(top + 1, top + 1 + people))
    return package.replaced(changes)


def _part(text: str) -> bytes:
    return HEAD + re.sub(r"\n(?=[< ])", lambda _: "", text).encode()


def _relations(*listed: tuple[str, str, str]) -> bytes:
    kinds = {
        "threadedComment": "http://schemas.microsoft.com/office/2017/10/relationships",
        "person": "http://schemas.microsoft.com/office/2017/10/relationships",
    }
    made = "".join(
        f'<Relationship Id="{key}" Type="{kinds.get(kind, REL)}/{kind}" Target="{target}"/>'
        for key, kind, target in listed
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return HEAD + f'<Relationships xmlns="{space}">{made}</Relationships>'.encode()


def table_top(xml: bytes) -> int:
    """Return the row of a table's headers."""
    found = re.search(rb'ref="A(\d+):', xml)
    assert found is not None
    return int(found[1])


def _staff_sheet(xml: bytes, top: int) -> bytes:
    def own(found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        if number < top:
            return found[0]
        return found[0].removesuffix(b"</row>") + own_cells(number, top) + b"</row>"

    xml = re.sub(rb' spans="[^"]*"', b"", xml)
    xml = re.sub(rb'<row r="(\d+)".*?</row>', own, xml)
    xml = xml.replace(b'<dimension ref="A1:H', b'<dimension ref="A1:J')
    bar = _flat(BAR.replace("I2:", f"I{top + 1}:"))
    xml = xml.replace(b"<dataValidations", bar + b"<dataValidations", 1)
    xml = xml.replace(b"<tableParts", b'<legacyDrawing r:id="rId91"/><tableParts', 1)
    return xml.replace(b"</worksheet>", _flat(NEWER) + b"</worksheet>")


def own_cells(row: int, top: int = 1) -> bytes:
    """Return HR's own cells of a row: 内線 in I (rich text), 呼称 in J (a formula on 氏名)."""
    if row == top:
        heads = (f'<c r="{at}{row}" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in OWN)
        return "".join(heads).encode()
    return (
        f'<c r="I{row}" t="inlineStr"><is><r><t>内線</t></r><r><rPr><b/></rPr>'
        f'<t>{row}番</t></r></is></c><c r="J{row}" t="str">'
        f'<f>B{row}&amp;"さんB2"</f><v>職員さん</v></c>'
    ).encode()


def _flat(text: str) -> bytes:
    return re.sub(r"\n(?=[< ])", "", text).encode()


def _staff_table(xml: bytes) -> bytes:
    xml = re.sub(rb'ref="A(\d+):H(\d+)"', rb'ref="A\1:J\2"', xml)
    more = '<tableColumn id="9" name="内線"/><tableColumn id="10" name="呼称"/></tableColumns>'
    xml = xml.replace(b'<tableColumns count="8">', b'<tableColumns count="10">')
    return xml.replace(b"</tableColumns>", more.encode())


def _registered(package: Package, rows: range) -> dict[str, bytes | None]:
    """Enter the new parts where a package lists its parts; and a calcChain of every formula."""
    types, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    named = {
        "xl/worksheets/sheet900.xml": f"{TYPE}.spreadsheetml.worksheet+xml",
        "xl/comments1.xml": f"{TYPE}.spreadsheetml.comments+xml",
        "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
        "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
        "xl/drawings/drawing900.xml": f"{TYPE}.drawing+xml",
        "xl/charts/chart900.xml": f"{TYPE}.drawingml.chart+xml",
        "xl/calcChain.xml": f"{TYPE}.spreadsheetml.calcChain+xml",
        "customXml/itemProps1.xml": f"{TYPE}.customXmlProperties+xml",
    }
    declared = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in named.items()
    )
    vml = f'<Default Extension="vml" ContentType="{TYPE}.vmlDrawing"/>'
    linked = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, base, kind, target in (
            (900, REL, "worksheet", "worksheets/sheet900.xml"),
            (901, REL, "calcChain", "calcChain.xml"),
            (
                902,
                "http://schemas.microsoft.com/office/2017/10/relationships",
                "person",
                "persons/person.xml",
            ),
            (903, REL, "customXml", "../customXml/item1.xml"),
        )
    )
    number = list(package.sheet_parts).index("職員") + 1
    cells = [f'<c r="J{row}" i="{number}"/>' for row in rows]
    cells += ['<c r="C2" i="900"/>', '<c r="A3" i="900"/>']
    book = package.read("xl/workbook.xml")
    return {
        types: package.read(types)
        .replace(b"<Override", vml.encode() + b"<Override", 1)
        .replace(b"</Types>", declared.encode() + b"</Types>"),
        rels: package.read(rels).replace(
            b"</Relationships>", linked.encode() + b"</Relationships>"
        ),
        "xl/calcChain.xml": _part(f'<calcChain xmlns="{MAIN}">{"".join(cells)}</calcChain>'),
        "xl/workbook.xml": book.replace(
            b"</sheets>", f'<sheet name="{SHEET}" sheetId="900" r:id="rId900"/></sheets>'.encode()
        ),
    }
