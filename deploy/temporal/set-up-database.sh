#!/bin/sh
# Creates or upgrades the two databases of the Temporal server. Safe to run again: existing databases and schemas stay.
set -eu
: "${POSTGRES_HOST:?}" "${POSTGRES_USER:?}" "${POSTGRES_PASSWORD_FILE:?}"
SCHEMAS=${SCHEMAS:-/etc/temporal/schema/postgresql/v12}
SQL_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
export SQL_PASSWORD

tool() {
  database=$1
  shift
  temporal-sql-tool --plugin postgres12 --ep "$POSTGRES_HOST" -p "${POSTGRES_PORT:-5432}" -u "$POSTGRES_USER" --db "$database" "$@"
}

for part in temporal:temporal temporal_visibility:visibility; do
  database=${part%%:*}
  tool "$database" create
  tool "$database" setup-schema -v 0.0
  tool "$database" update-schema -d "$SCHEMAS/${part##*:}/versioned"
done
