"""はじめる, part by part: the answers, the lists that are brought in, who confirms, the folders."""
