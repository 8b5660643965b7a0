"""`make bench`; readers' children import this module anew, and nothing else of the bench."""

if __name__ == "__main__":
    from bench.running import main

    raise SystemExit(main())
