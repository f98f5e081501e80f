#!/bin/sh
# Runs within the image of PostgreSQL, once, after 10-sevenllm.sql. The password reaches psql by its input: an argument
# would be seen in the list of processes.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password SEVENLLM_DATABASE_PASSWORD
alter role sevenllm password :'password';
SQL
