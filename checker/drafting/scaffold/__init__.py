"""From a policy to the documents that it asks for, with something to fill in wherever only a person knows.

`grow` walks the policy; what each selector asks of a tree stands beside it, by its name, in `markdown_forms` and
`data_forms`. `wanted` says what a record has to be like, `pages` and `files` become text.
"""
