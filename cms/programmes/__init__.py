"""Programmes in the back office: the list, one programme, its verbs, and the forms that write its draft."""
