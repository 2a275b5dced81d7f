"""Cases: a situation and its outcome, written in YAML by people who know the guidance.

``reading`` turns a file into values with the lines they stand on, ``checking`` asks the rules,
``refusals`` finds what they refuse, ``hints`` says how to write it, ``showing`` shows values.
Neither prints, and neither knows the database.
"""
