"""The pages: charts, tables and sentences made of a release, and nothing that is not in it."""
