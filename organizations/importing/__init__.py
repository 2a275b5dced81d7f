"""Member lists from workbooks: read, recognised, compared with the database, applied.

The way of a file: ``reading`` (bytes to cells) → ``layout`` (where is what) → ``rows``
(a row a person, with problems) → ``planning`` (what becomes of each) → ``actions``
(the preview stored, the plan applied).
"""
