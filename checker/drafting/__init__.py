"""Drafts of policies, and of the documents that a policy asks for: what nobody has to begin with an empty page.

`survey` reads a repository, `agreement` a text in which people say what they want; both fill a `Draft`, which `writing`
prints and `trial` holds against the engine. `scaffold` goes the other way, from a policy to documents.
"""
