"""The current release as a data package that other programs read: tables, schemas, catalogue."""
