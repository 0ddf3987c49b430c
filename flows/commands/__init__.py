"""The commands of `copydesk`, one a module. What takes seconds to import is imported when a command runs."""
