"""Files from outside become files of the project: never trusted, refused whole where they are not what they should be.

`towns` makes the offline tables of towns and blocks, `mymaps` reads a map that was drawn in Google My Maps, `lists`
what cities and ministries publish. They open files by `archive`, tables of cells by `sheets`, and refuse them by
`refusal`.
"""
