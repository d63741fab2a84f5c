#!/bin/bash
# Runs once, when the server's data directory is made: a database for each register, owned by a role that sees no other.
set -euo pipefail

create() { # create REGISTER PASSWORD
  psql --set ON_ERROR_STOP=1 --set register="$1" --set password="$2" --dbname postgres <<'SQL'
CREATE ROLE :"register" LOGIN PASSWORD :'password';
CREATE DATABASE :"register" OWNER :"register" ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE :"register" FROM PUBLIC;
SQL
}

create statements "$STATEMENTS_PASSWORD"
create agreements "$AGREEMENTS_PASSWORD"
create criteria "$CRITERIA_PASSWORD"
