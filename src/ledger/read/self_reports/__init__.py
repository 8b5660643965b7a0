"""Reading self-reports (自己申告書): what people claim, typed, each with its cell."""
