"""取込定義: which columns of another system's file fill which of ours, proposed and looked up."""
