"""Every change that is made to xlwings' VBA module, with its reason (see `hardening`)."""

from typing import NamedTuple

from ledger.commands.addin.carried import NAME

DECLARES = ("#If VBA7 Then\n", "Public Const XLWINGS_VERSION")
"""Windows API declarations, needed by the UDF server only: cut from the first to the second."""

DROPPED = (
    "ExecuteMac",
    "RunFrozenPython",
    "GetUdfModules",
    "CleanUp",
    "XLPyCommand",
    "XLPyLoadDLL",
    "NDims",
    "XLPy",
    "KillPy",
    "ImportPythonUDFsBase",
    "ImportPythonUDFs",
    "ImportPythonUDFsToAddin",
    "ImportXlwingsUdfsModule",
    "GetDLLVersion",
    "GetDirectoryPath",
    "GetDirectoryConfigFilePath",
    "SaveConfigToFile",
    "IsFullName",
    "FileOrFolderExistsOnMac",
    "GetDirectory",
    "KillFileOnMac",
    "ToMacPath",
    "GetMacDir",
    "ToPosixPath",
    "GetBaseName",
    "has_dynamic_array",
    "CheckConda",
    "GetFullName",
)
"""Procedures that nothing here calls: other systems, UDFs, settings beside the workbook."""


class Edit(NamedTuple):
    """One replacement: the text from `start` to `end` (both included) becomes `text`.

    Attributes:
        why: What the change is for, one line.
        start: Anchor; found exactly once.
        end: Second anchor, the first after `start`; "" if `start` is the whole.
        text: What stands there instead.
    """

    why: str
    start: str
    end: str
    text: str


EDITS = (
    Edit(
        "the module says that it was changed",
        "'xlwings is distributed under a BSD 3-clause license.\n",
        "",
        "'Changed for talent-ledger: settings come from this add-in and the user's own file only,\n"
        "'no folder of a workbook is on Python's path, and only the ribbon's commands are run.\n"
        "'\n"
        "'xlwings is distributed under a BSD 3-clause license.\n",
    ),
    Edit(
        "the project's own name",
        'Public Const PROJECT_NAME As String = "myaddin"',
        "",
        f'Private Const PROJECT_NAME As String = "{NAME}"\n'
        'Private Const COMMAND_HEAD As String = "import ledger.ribbon; ledger.ribbon.press(\'"\n'
        'Private Const COMMAND_TAIL As String = "\')"',
    ),
    Edit(
        "no function that a cell formula could call, and no command but the ribbon's",
        "Public Function RunPython(PythonCommand As String)\n",
        "    SourcePythonCommand = PythonCommand\n",
        """Public Sub RunPython(ByVal PythonCommand As String)
    ' A Sub, so that no cell formula can call it; a shape's macro can, so the command is checked.
    Dim interpreter As String

    If Not IsRibbonCommand(PythonCommand) Then Exit Sub
""",
    ),
    Edit(
        "no other interpreter than the one that is written down: never what PATH or the folder has",
        '    If interpreter = "" Then\n        \' Legacy\n'
        '        interpreter = GetConfig("INTERPRETER", "python")\n    End If\n\n'
        "    ' Check for embedded Python code\n",
        "End Function\n",
        """    If interpreter = "" Then
        MsgBox LedgerText("message.interpreter-unset"), vbCritical, LedgerText("message.title")
        Exit Sub
    End If
    ExecuteWindows PythonCommand, interpreter
End Sub

Function IsRibbonCommand(ByVal PythonCommand As String) As Boolean
    ' The ribbon's call of one verb: letters and underscores between a fixed head and tail.
    Dim verb As String, i As Long
    If Left$(PythonCommand, Len(COMMAND_HEAD)) <> COMMAND_HEAD Then Exit Function
    If Right$(PythonCommand, Len(COMMAND_TAIL)) <> COMMAND_TAIL Then Exit Function
    verb = Mid$(PythonCommand, Len(COMMAND_HEAD) + 1, _
                Len(PythonCommand) - Len(COMMAND_HEAD) - Len(COMMAND_TAIL))
    If verb = "" Then Exit Function
    For i = 1 To Len(verb)
        If InStr(1, "abcdefghijklmnopqrstuvwxyz_", Mid$(verb, i, 1), vbBinaryCompare) = 0 Then
            Exit Function
        End If
    Next i
    IsRibbonCommand = True
End Function
""",
    ),
    Edit(
        "no frozen executables, no path list",
        "Function ExecuteWindows(IsFrozen As Boolean,",
        "As Integer\n",
        "Sub ExecuteWindows(ByVal PythonCommand As String, ByVal PYTHON_WIN As String)\n",
    ),
    Edit(
        "the console stays hidden, whatever a file says",
        "    Dim ShowConsole As Integer\n",
        "ShowConsole = 0\n    End If\n",
        "    Dim TempDir As String\n",
    ),
    Edit(
        "the same",
        "    Dim WindowStyle As Integer: WindowStyle = ShowConsole\n",
        "",
        "    Dim WindowStyle As Integer: WindowStyle = 0\n",
    ),
    Edit(
        "names that are no longer used",
        "    Dim DriveCommand As String, RunCommand, condaExcecutable As String\n",
        "CondaEnv As String\n",
        "    Dim DriveCommand As String, RunCommand As String, PythonDir As String\n",
    ),
    Edit(
        "the interpreter is a full path to a file that is there",
        '    If Not IsFrozen And (PYTHON_WIN <> "python" And PYTHON_WIN <> "pythonw") Then\n',
        '    If Left$(PYTHON_WIN, 2) Like "[A-Za-z]:" Then\n',
        """    If InStr(PYTHON_WIN, "\\") = 0 Or Not FileExists(PYTHON_WIN) Then
        MsgBox LedgerText("message.interpreter-missing"), vbCritical, LedgerText("message.title")
        Exit Sub
    End If
    PythonDir = ParentFolder(PYTHON_WIN)

    If Left$(PYTHON_WIN, 2) Like "[A-Za-z]:" Then
""",
    ),
    Edit(
        "-P keeps the current directory, the emptied variables keep hostile folders off the path; "
        "no prepare_sys_path, whose empty entry would put the current directory first",
        '    \' Run Python with the "-c" command line switch: add the path of the python file',
        '    ExitCode = WScript.Run("cmd.exe /C " & DriveCommand & _\n',
        "    ' Only the interpreter's own packages are on the path: -P leaves the current\n"
        "    ' folder off, the variables are emptied. stderr goes to the log, which is shown if\n"
        "    ' Python fails.\n"
        '    RunCommand = Chr(34) & PYTHON_WIN & Chr(34) & " -P -B -c """ & PythonCommand & """ "\n'
        "\n"
        '    ExitCode = WScript.Run(Environ("SystemRoot") & "\\System32\\cmd.exe /D /C " & _\n'
        '                       "set ""PYTHONPATH="" & set ""PYTHONSTARTUP="" & " & _\n'
        '                       "set ""PYTHONHOME="" & " & DriveCommand & _\n',
    ),
    Edit(
        "a name while no book is open",
        '" --wb=" & """" & ActiveWorkbook.Name & """ --from_xl=1"',
        "",
        '" --wb=" & """" & CallerName() & """ --from_xl=1"',
    ),
    Edit(
        "nothing to call from outside",
        "Public Function CreateGUID()",
        "",
        "Private Function CreateGUID()",
    ),
    Edit(
        "nothing is returned",
        "        ExecuteWindows = -1\n",
        "",
        "",
    ),
    Edit(
        "a Sub ends as one",
        "        Kill LOG_FILE\n    On Error GoTo 0\nEnd Function\n",
        "",
        "        Kill LOG_FILE\n    On Error GoTo 0\nEnd Sub\n",
    ),
    Edit(
        "the sheet's own Range, whatever sheet is in front",
        '    For Each cell In Range(sht.Range("A1"), lastCell)\n',
        "",
        '    For Each cell In sht.Range(sht.Range("A1"), lastCell)\n',
    ),
    Edit(
        "the order of settings: this add-in's sheet, the user's file, the default",
        "    ' If source is provided, returns the value from this source only, otherwise it goes",
        "overrides the config file/ribbon\n",
        "    ' This add-in's own sheet, then the user's file, then the default; nothing else.\n",
    ),
    Edit(
        "no settings from the active workbook's sheet",
        "            'Workbook Sheet Config\n",
        "            'Add-in Sheet Config (only for custom add-ins, unused by xlwings add-in)\n",
        "            'Add-in Sheet Config\n",
    ),
    Edit(
        "no settings file beside the active workbook",
        "    ' Directory Config\n",
        "    ' User Config\n",
        "    ' User Config\n",
    ),
    Edit(
        "no error sheet in a person's book; the message is in the person's language, never empty",
        "    Dim Content As String\n    Dim ErrorSheet As Worksheet\n",
        "",
        "    Dim Content As String\n",
    ),
    Edit(
        "the same",
        '    If GetConfig("SHOW_ERROR_POPUPS", "True") = "False" Then\n',
        "OK_BUTTON_ERROR\n    End If\n",
        '    Content = LedgerText("message.failed") & vbCrLf & vbCrLf & Content\n'
        '    WScript.Popup Content, AUTO_DISMISS, LedgerText("message.title"), OK_BUTTON_ERROR\n',
    ),
)
