"""The ribbon add-in: the file that is built, the two files on a PC, what the PC lets it do."""
