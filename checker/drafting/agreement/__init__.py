"""A policy out of an agreement: what people say they want, read for what can be checked.

`reading` finds the documents that it speaks of and the forms that it shows, `parties` the people, `sentences` what
has to hold; `forms` makes criteria of forms, `statements` of sentences about what is `known`; `derive` puts them
together.
"""
