-- Times are read and shown in UTC, whatever the machine's zone.
set timezone = 'UTC';
