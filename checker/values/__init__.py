"""What a text is worth: days, amounts, versions, answers and people."""
