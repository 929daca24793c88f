#!/bin/sh
# Creates the namespace and Tenure's search attributes. Safe to run again.
set -eu
: "${TEMPORAL_ADDRESS:?}"
export TEMPORAL_ADDRESS
NAMESPACE=${NAMESPACE:-default}
RETENTION=${RETENTION:-720h}

attempt=0
until temporal operator cluster health >/dev/null 2>&1; do
  attempt=$((attempt + 1))
  [ "$attempt" -lt 60 ] || { echo "Temporal at $TEMPORAL_ADDRESS did not become healthy within two minutes" >&2; exit 1; }
  sleep 2
done

temporal operator namespace describe -n "$NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create -n "$NAMESPACE" --retention "$RETENTION"

# A namespace is known to every part of the server only after its cache was refreshed.
attempt=0
until known=$(temporal operator search-attribute list -n "$NAMESPACE" 2>/dev/null); do
  attempt=$((attempt + 1))
  [ "$attempt" -lt 30 ] || { echo "the namespace $NAMESPACE did not appear within a minute" >&2; exit 1; }
  sleep 2
done

while read -r name type; do
  case "$known" in
    *"$name "*) ;;
    *) temporal operator search-attribute create -n "$NAMESPACE" --name "$name" --type "$type" ;;
  esac
done <<'ATTRIBUTES'
TenureOrganization Keyword
TenurePerson Keyword
TenurePhase Keyword
TenureLastEvent Keyword
TenureStatus Keyword
TenureAttention Keyword
TenureNeedsDecision Bool
TenureNextAt Datetime
TenureLastEventAt Datetime
ATTRIBUTES
