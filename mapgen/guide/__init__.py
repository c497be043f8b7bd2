"""One definition, many readers: the fields of the model as forms, schemas and tables, in the words of a project.

`fields` is the table, read off the model by `reading`; each other module makes one thing of it.
"""

from mapgen.guide.fields import Choice, Field, Guide, Words, guide_of

__all__ = ["Choice", "Field", "Guide", "Words", "guide_of"]
