Attribute VB_Name = "RibbonLedger"
Option Explicit

' The callbacks of the ribbon. ASCII only, no business word: every text, and which kind of book
' enables which button, stands on this add-in's own sheet (columns D:E, key and text), which the
' build fills. Python decides; nothing here is relied on for correctness.

Private Const OWN_SHEET As String = "talent-ledger.conf"
Private Const TEXTS As String = "D1:E200"
Private Const KIND_NAME As String = "meta_kind"
Private Const LONGEST_PROMPT As Long = 250
Private Const FOLDER_PICKER As Long = 4

Private ui As IRibbonUI

Public Sub OnLoad(ribbon As IRibbonUI)
    On Error GoTo Failed
    Set ui = ribbon
    ThisWorkbook.Watch
Failed:
End Sub

Public Sub Refresh()
    ' Ask Excel to call GetEnabled and GetSupertip anew.
    On Error GoTo Failed
    If Not ui Is Nothing Then ui.Invalidate
Failed:
End Sub

Public Sub OnPress(control As IRibbonControl)
    Dim reason As String
    On Error GoTo Failed
    If ActiveWorkbook Is Nothing Then ' also while a book is in Protected View
        If LedgerText(control.ID & ".blank") = "" Then
            MsgBox AloneText(control.Tag), vbInformation, LedgerText("message.title")
            Exit Sub
        End If
        Workbooks.Add ' an empty one: xlwings finds an Excel by the window of a book only
    End If
    If Not NameIsPlain(CallerName()) Then
        MsgBox LedgerText("message.book-name"), vbExclamation, LedgerText("message.title")
        Exit Sub
    End If
    Application.StatusBar = LedgerText("message.starting")
    RunPython "import ledger.ribbon; ledger.ribbon.press('" & control.Tag & "')"
    Application.StatusBar = False
    Refresh
    Exit Sub
Failed:
    reason = "(" & Err.Number & ") " & Err.Description
    On Error Resume Next
    Application.StatusBar = False
    MsgBox LedgerText("message.failed") & vbCrLf & vbCrLf & reason, vbExclamation, LedgerText("message.title")
End Sub

Public Sub GetEnabled(control As IRibbonControl, ByRef returnedVal)
    On Error GoTo Failed
    returnedVal = Fits(control.ID)
    Exit Sub
Failed:
    returnedVal = True ' a button that explains itself is better than one that never answers
End Sub

Public Sub GetSupertip(control As IRibbonControl, ByRef returnedVal)
    On Error GoTo Failed
    If Fits(control.ID) Then
        returnedVal = LedgerText(control.ID & ".enabled")
    Else
        returnedVal = LedgerText(control.ID & ".disabled")
    End If
    Exit Sub
Failed:
    returnedVal = ""
End Sub

Public Function AskText(ByVal prompt As String, ByVal title As String, _
                        ByVal preset As String) As String
    ' vbNullChar if cancelled, "" if left empty. Excel's own box: VBA's InputBox loses characters
    ' outside the code page.
    Dim answer As Variant
    AskText = vbNullChar
    On Error GoTo Failed
    If CalledByCell() Then Exit Function
    answer = Application.InputBox(Left$(prompt, LONGEST_PROMPT), title, preset, Type:=2)
    If VarType(answer) <> vbBoolean Then AskText = CStr(answer)
Failed:
End Function

Public Function PickFile(ByVal title As String, ByVal filter As String) As String
    ' "" if cancelled. The filter is Excel's: "CSV (*.csv),*.csv".
    Dim answer As Variant
    On Error GoTo Failed
    If CalledByCell() Then Exit Function
    answer = Application.GetOpenFilename(filter, 1, title)
    If VarType(answer) <> vbBoolean Then PickFile = CStr(answer)
Failed:
End Function

Public Function PickFolder(ByVal title As String, ByVal preset As String) As String
    ' "" if cancelled.
    On Error GoTo Failed
    If CalledByCell() Then Exit Function
    With Application.FileDialog(FOLDER_PICKER)
        .title = title
        If preset <> "" Then .InitialFileName = preset
        If .Show = -1 Then PickFolder = .SelectedItems(1)
    End With
Failed:
End Function

Public Function CallerName() As String
    ' The book that a button acts on; this add-in itself while no book is open.
    If ActiveWorkbook Is Nothing Then
        CallerName = ThisWorkbook.Name
    Else
        CallerName = ActiveWorkbook.Name
    End If
End Function

Private Function AloneText(ByVal verb As String) As String
    ' What a button says without a book: xlwings finds an Excel by the window of a book only.
    AloneText = LedgerText("message.alone." & verb)
    If AloneText = "" Then AloneText = LedgerText("message.no-book")
End Function

Public Function LedgerText(ByVal key As String) As String
    Dim rows As Variant, row As Long
    rows = ThisWorkbook.Sheets(OWN_SHEET).Range(TEXTS).Value
    For row = LBound(rows, 1) To UBound(rows, 1)
        If CStr(rows(row, 1)) = key Then
            LedgerText = CStr(rows(row, 2))
            Exit Function
        End If
    Next row
End Function

Private Function Fits(ByVal id As String) As Boolean
    Dim kinds As String, kind As String
    kinds = LedgerText(id & ".kinds")
    If kinds = "*" Then
        Fits = True
        Exit Function
    End If
    kind = BookKind()
    If kind <> "" Then Fits = InStr(" " & kinds & " ", " " & kind & " ") > 0
End Function

Private Function BookKind() As String
    ' What the active book says of itself: the defined name refers to a text, ="ledger".
    Dim refers As String
    On Error GoTo Failed
    refers = ActiveWorkbook.Names(KIND_NAME).RefersTo
    If Left$(refers, 2) = "=""" And Right$(refers, 1) = """" Then
        BookKind = Mid$(refers, 3, Len(refers) - 3)
    End If
Failed:
End Function

Private Function CalledByCell() As Boolean
    ' Any workbook's formula may call a loaded add-in's functions; none is to ask a person anything.
    CalledByCell = TypeName(Application.Caller) = "Range"
End Function

Private Function NameIsPlain(ByVal name As String) As Boolean
    ' These would end an argument, or be expanded, on the command line.
    NameIsPlain = InStr(name, "=") = 0 And InStr(name, "%") = 0
End Function
