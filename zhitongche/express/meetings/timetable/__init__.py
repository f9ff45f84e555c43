"""The timetable of a meeting as pure functions; docs/timetable.md says what they promise."""
