"""What is said of a report: its summary, its findings, and where its rules come from."""
