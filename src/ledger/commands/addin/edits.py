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
        'Private Const COMMAND_TAIL As String = "\')"\n'
        'Private Const LOG_HEAD As String = "import os, sys; sys.stderr = open(os.path.join(" & _\n'
        "    \"os.environ['TEMP'], sys.argv[-1][6:]), 'w', 1, 'locale', 'backslashreplace'); \"",
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
        "the window stays hidden, whatever a file says (see RunHidden)",
        "    ' Call a command window and change to the directory",
        "WindowStyle = ShowConsole\n",
        "    ' Start Python without a window, in its own folder, and wait until it ends.\n",
    ),
    Edit(
        "names that are no longer used",
        "    Dim DriveCommand As String, RunCommand, condaExcecutable As String\n",
        "CondaEnv As String\n",
        "    Dim RunCommand As String, PythonDir As String, LogName As String\n",
    ),
    Edit(
        "the interpreter is a full path to a file that is there; no drive is changed for a shell",
        '    If Not IsFrozen And (PYTHON_WIN <> "python" And PYTHON_WIN <> "pythonw") Then\n',
        'DriveCommand = "pushd """ & PythonDir & """ & "\n    End If\n',
        """    If InStr(PYTHON_WIN, "\\") = 0 Or Not FileExists(PYTHON_WIN) Then
        MsgBox LedgerText("message.interpreter-missing"), vbCritical, LedgerText("message.title")
        Exit Sub
    End If
    PythonDir = ParentFolder(PYTHON_WIN)
""",
    ),
    Edit(
        "Python itself is started, by no shell: under a policy against it, or with an AutoRun, a "
        "hidden cmd.exe waits for a key and Excel with it. -E leaves PYTHONPATH, PYTHONHOME and "
        "all their like out, -P the current folder; Python opens the log, before anything of ours "
        "is imported",
        '    \' Run Python with the "-c" command line switch: add the path of the python file',
        "                       WindowStyle, WaitOnReturn)\n",
        "    ' Only the interpreter's own packages are on the path: -P leaves the current\n"
        "    ' folder off, -E every variable that is Python's. stderr goes to the log, which is\n"
        "    ' shown if Python fails.\n"
        '    RunCommand = Chr(34) & PYTHON_WIN & Chr(34) & " -E -P -B -c """ & LOG_HEAD & _\n'
        '                 PythonCommand & """ --wb=""" & CallerName() & """ --from_xl=1" & _\n'
        '                 " --app=""" & Application.Path & "\\" & Application.Name & _\n'
        '                 """ --hwnd=" & Application.Hwnd & " --log=" & LogName\n'
        "\n"
        "    ExitCode = RunHidden(PythonDir, RunCommand)\n",
    ),
    Edit(
        "the log's name, for Python; its folder is what Windows says, whatever letters it has",
        '    TempDir = GetConfig("TEMP DIR", Environ("Temp")) \'undocumented setting\n',
        '".log"\n',
        '    LogName = "talent-ledger-" & CreateGUID() & ".log"\n'
        '    LOG_FILE = Environ("Temp") & "\\" & LogName\n',
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
        "a Sub ends as one; Excel's own current folder is given back, also after a failure",
        "        Kill LOG_FILE\n    On Error GoTo 0\nEnd Function\n",
        "",
        """        Kill LOG_FILE
    On Error GoTo 0
End Sub

Private Function RunHidden(ByVal Folder As String, ByVal CommandLine As String) As Long
    ' Run a program from a folder, without a window, and wait for it; nothing stands between.
    Dim Before As String, Reason As Long, Description As String
    Before = WScript.CurrentDirectory
    On Error GoTo Failed
    WScript.CurrentDirectory = Folder
    RunHidden = WScript.Run(CommandLine, 0, True)
Failed:
    Reason = Err.Number
    Description = Err.Description
    On Error Resume Next
    WScript.CurrentDirectory = Before
    On Error GoTo 0
    If Reason <> 0 Then Err.Raise Reason, , Description
End Function
""",
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
        "where Python never came to open its log there is nothing to show",
        '    If Message = "" Then\n        Content = ReadFile(FileName)\n',
        "        Content = Message\n    End If\n",
        "    If FileExists(FileName) Then Content = ReadFile(FileName)\n",
    ),
    Edit(
        "no error sheet, no English",
        '    If GetConfig("SHOW_ERROR_POPUPS", "True") = "False" Then\n',
        "OK_BUTTON_ERROR\n    End If\n",
        '    Content = LedgerText("message.failed") & vbCrLf & vbCrLf & Content\n'
        '    WScript.Popup Content, AUTO_DISMISS, LedgerText("message.title"), OK_BUTTON_ERROR\n',
    ),
)
