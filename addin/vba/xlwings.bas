Attribute VB_Name = "xlwings"
'Version: 0.37.8

'Changed for talent-ledger: settings come from this add-in and the user's own file only,
'no folder of a workbook is on Python's path, and only the ribbon's commands are run.
'
'xlwings is distributed under a BSD 3-clause license.
'
'Copyright (C) 2014-present, Zoomer Analytics LLC.
'All rights reserved.
'
'Redistribution and use in source and binary forms, with or without modification,
'are permitted provided that the following conditions are met:
'
'* Redistributions of source code must retain the above copyright notice, this
'  list of conditions and the following disclaimer.
'
'* Redistributions in binary form must reproduce the above copyright notice, this
'  list of conditions and the following disclaimer in the documentation and/or
'  other materials provided with the distribution.
'
'* Neither the name of the copyright holder nor the names of its
'  contributors may be used to endorse or promote products derived from
'  this software without specific prior written permission.
'
'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
'ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
'WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
'DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
'ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
'(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
'LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
'ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
'(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

'Attribute VB_Name = "Main"

Public Const XLWINGS_VERSION As String = "0.37.8"
Private Const PROJECT_NAME As String = "talent-ledger"
Private Const COMMAND_HEAD As String = "import ledger.ribbon; ledger.ribbon.press('"
Private Const COMMAND_TAIL As String = "')"
Private Const LOG_HEAD As String = "import os, sys; sys.stderr = open(os.path.join(" & _
    "os.environ['TEMP'], sys.argv[-1][6:]), 'w', 1, 'locale', 'backslashreplace'); "

Public Sub RunPython(ByVal PythonCommand As String)
    ' A Sub, so that no cell formula can call it; a shape's macro can, so the command is checked.
    Dim interpreter As String

    If Not IsRibbonCommand(PythonCommand) Then Exit Sub
    
        interpreter = GetConfig("INTERPRETER_WIN", "")
    If interpreter = "" Then
        MsgBox LedgerText("message.interpreter-unset"), vbCritical, LedgerText("message.title")
        Exit Sub
    End If
    ExecuteWindows PythonCommand, interpreter
End Sub

Private Function IsRibbonCommand(ByVal PythonCommand As String) As Boolean
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

Private Sub ExecuteWindows(ByVal PythonCommand As String, ByVal PYTHON_WIN As String)
    ' Start Python without a window, in its own folder, and wait until it ends.
    Dim RunCommand As String, PythonDir As String, LogName As String
    Dim ExitCode As Long
    Dim LOG_FILE As String
    
    LogName = "talent-ledger-" & CreateGUID() & ".log"
    LOG_FILE = Environ("Temp") & "\" & LogName

    If InStr(PYTHON_WIN, "\") = 0 Or Not FileExists(PYTHON_WIN) Then
        MsgBox LedgerText("message.interpreter-missing"), vbCritical, LedgerText("message.title")
        Exit Sub
    End If
    PythonDir = ParentFolder(PYTHON_WIN)

    ' Only the interpreter's own packages are on the path: -P leaves the current
    ' folder off, -E every variable that is Python's. stderr goes to the log, which is
    ' shown if Python fails.
    RunCommand = Chr(34) & PYTHON_WIN & Chr(34) & " -E -P -B -c """ & LOG_HEAD & _
                 PythonCommand & """ --wb=""" & CallerName() & """ --from_xl=1" & _
                 " --app=""" & Application.Path & "\" & Application.Name & _
                 """ --hwnd=" & Application.Hwnd & " --log=" & LogName

    ExitCode = RunHidden(PythonDir, RunCommand)

    'If ExitCode <> 0 then there's something wrong
    If ExitCode <> 0 Then
        Call ShowError(LOG_FILE)
    End If

    ' Delete file after the error message has been shown
    On Error Resume Next
        Kill LOG_FILE
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

'Attribute VB_Name = "Config"

Private Function GetConfigFilePath() As String
        GetConfigFilePath = Environ("USERPROFILE") & "\." & PROJECT_NAME & "\" & PROJECT_NAME & ".conf"
End Function

Private Function GetConfigFromSheet(wb As Workbook)
    Dim lastCell As Range, cell As Range
    Dim d As Object
    Set d = CreateObject("Scripting.Dictionary")
    Dim sht As Worksheet

    Set sht = wb.Sheets(PROJECT_NAME & ".conf")

    If sht.Range("A2") = "" Then
        Set lastCell = sht.Range("A1")
    Else
        Set lastCell = sht.Range("A1").End(xlDown)
    End If

    For Each cell In sht.Range(sht.Range("A1"), lastCell)
        d.Add UCase(cell.Value), cell.Offset(0, 1).Value
    Next cell
    Set GetConfigFromSheet = d
End Function

Private Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    ' This add-in's own sheet, then the user's file, then the default; nothing else.
    Dim configValue As String
    
    ' Sheet
    If source = "" Or source = "sheet" Then
        If Application.Name = "Microsoft Excel" Then
            'Add-in Sheet Config
            If SheetExists(ThisWorkbook, PROJECT_NAME & ".conf") = True Then
                If GetConfigFromSheet(ThisWorkbook).Exists(configKey) = True Then
                    GetConfig = GetConfigFromSheet(ThisWorkbook).Item(configKey)
                    GetConfig = ExpandEnvironmentStrings(GetConfig)
                    Exit Function
                End If
            End If
        End If
    End If

    ' User Config
    If source = "" Or source = "user" Then
        If FileExists(GetConfigFilePath()) = True Then
            If GetConfigFromFile(GetConfigFilePath(), configKey, configValue) Then
                GetConfig = configValue
                GetConfig = ExpandEnvironmentStrings(GetConfig)
                Exit Function
            End If
        End If
    End If

    ' Defaults
    GetConfig = default
    GetConfig = ExpandEnvironmentStrings(GetConfig)

End Function

Private Function GetConfigFromFile(sFile As String, sName As String, Optional sValue As String) As Boolean
'Based on http://peltiertech.com/save-retrieve-information-text-files/

  Dim iFileNum As Long, lErrLast As Long
  Dim sVarName As String, sVarValue As String

  ' assume false unless variable is found
  GetConfigFromFile = False

  ' open text file to read settings
  If FileExists(sFile) Then
    iFileNum = FreeFile
    Open sFile For Input As iFileNum
      Do While Not EOF(iFileNum)
        Input #iFileNum, sVarName, sVarValue
        If LCase(sVarName) = LCase(sName) Then
          sValue = sVarValue
          GetConfigFromFile = True
          Exit Do
        End If
      Loop
    Close #iFileNum
  End If

End Function

'Attribute VB_Name = "Utils"

Private Function WScript(Optional CreateNew As Boolean) As Object
  Static Value As Object
  If CreateNew Or Value Is Nothing Then Set Value = CreateObject("WScript.Shell")
  Set WScript = Value
End Function

Private Function FileExists(ByVal FileSpec As String) As Boolean
        FileExists = FileExistsOnWindows(FileSpec)
End Function

Private Function FileExistsOnWindows(ByVal FileSpec As String) As Boolean
   ' by Karl Peterson MS MVP VB
   Dim Attr As Long
   ' Guard against bad FileSpec by ignoring errors
   ' retrieving its attributes.
   On Error Resume Next
   Attr = GetAttr(FileSpec)
   If Err.Number = 0 Then
      ' No error, so something was found.
      ' If Directory attribute set, then not a file.
      FileExistsOnWindows = Not ((Attr And vbDirectory) = vbDirectory)
   End If
End Function

Private Function ParentFolder(ByVal Folder)
      ParentFolder = Left$(Folder, InStrRev(Folder, "\") - 1)
End Function

Private Sub ShowError(FileName As String, Optional Message As String = "")
    ' Shows a MsgBox with the content of a text file

    Dim Content As String

    Const OK_BUTTON_ERROR = 16
    Const AUTO_DISMISS = 0
    
    If FileExists(FileName) Then Content = ReadFile(FileName)
    

    Content = LedgerText("message.failed") & vbCrLf & vbCrLf & Content
    WScript.Popup Content, AUTO_DISMISS, LedgerText("message.title"), OK_BUTTON_ERROR
End Sub

Private Function ExpandEnvironmentStrings(ByVal s As String)
    ' Expand environment variables
    Dim EnvString As String
    Dim PathParts As Variant
    Dim i As Integer
        ExpandEnvironmentStrings = WScript.ExpandEnvironmentStrings(s)
End Function

Private Function ReadFile(ByVal FileName As String)
    ' Read a text file

    Dim Content As String
    Dim Token As String
    Dim FileNum As Integer
    Dim objShell As Object
    Dim LineBreak As Variant

        FileName = ExpandEnvironmentStrings(FileName)
        LineBreak = vbCrLf

    FileNum = FreeFile
    Content = ""

    ' Read Text File
    Open FileName For Input As #FileNum
        Do While Not EOF(FileNum)
            Line Input #FileNum, Token
            Content = Content & Token & LineBreak
        Loop
    Close #FileNum

    ReadFile = Content
End Function

Private Function SheetExists(wb As Workbook, sheetName As String) As Boolean
    Dim sht As Worksheet
    On Error Resume Next
        Set sht = wb.Sheets(sheetName)
    On Error GoTo 0
    SheetExists = Not sht Is Nothing
End Function

Private Function CreateGUID() As String
    Randomize Timer() + Application.Hwnd
    ' https://stackoverflow.com/a/46474125/918626
    Do While Len(CreateGUID) < 32
        If Len(CreateGUID) = 16 Then
            '17th character holds version information
            CreateGUID = CreateGUID & Hex$(8 + CInt(Rnd * 3))
        End If
        CreateGUID = CreateGUID & Hex$(CInt(Rnd * 15))
    Loop
    CreateGUID = Mid(CreateGUID, 1, 8) & "-" & Mid(CreateGUID, 9, 4) & "-" & Mid(CreateGUID, 13, 4) & "-" & Mid(CreateGUID, 17, 4) & "-" & Mid(CreateGUID, 21, 12)
End Function

