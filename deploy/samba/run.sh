#!/bin/sh
# Runs the domain controller in the foreground. The first start makes the domain, its certificates and what stands in
# POPULATE (LDIF, with @BASE@ for the domain's DN); later starts find them in DATA.
set -eu
umask 077
: "${ADMIN_PASSWORD_FILE:?a file with the password of Administrator}"
HERE=$(dirname "$0")
DATA=${DATA:-/var/lib/controller}
DOMAIN=${DOMAIN:-practice.test}
SHARED=${SHARED:-/shared}
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"

mkdir -p "$DATA/etc" "$DATA/run" "$DATA/log" "$DATA/cache" "$DATA/ncalrpc"
cat > "$DATA/etc/smb.conf" <<CONFIGURATION
[global]
server role = active directory domain controller
netbios name = DC1
workgroup = $(echo "${DOMAIN%%.*}" | tr '[:lower:]' '[:upper:]' | cut -c1-15)
realm = $(echo "$DOMAIN" | tr '[:lower:]' '[:upper:]')
server services = ldap
private dir = $DATA/private
lock directory = $DATA/run
pid directory = $DATA/run
state directory = $DATA/state
cache directory = $DATA/cache
ncalrpc dir = $DATA/ncalrpc
binddns dir = $DATA/bind-dns
winbindd socket directory = $DATA/run/winbindd
ntp signd socket directory = $DATA/run/ntp_signd
log file = $DATA/log/samba.log
tls enabled = yes
[sysvol]
path = $DATA/state/sysvol
read only = no
[netlogon]
path = $DATA/state/sysvol/$DOMAIN/scripts
read only = no
CONFIGURATION

if [ ! -e "$DATA/made" ]; then
  # An interrupted first start leaves half a domain: begin again.
  rm -rf "$DATA/private" "$DATA/state"
  echo "Making the domain $DOMAIN"
  SAMBA_ADMIN_PASSWORD=$(cat "$ADMIN_PASSWORD_FILE") /usr/bin/python3 -I "$HERE/provision.py" "$DATA" "$DOMAIN" \
    "$(echo "${DOMAIN%%.*}" | tr '[:lower:]' '[:upper:]' | cut -c1-15)" 0
  if [ -n "${POPULATE:-}" ]; then /usr/bin/python3 -I "$HERE/populate.py" "$DATA" "$POPULATE"; fi

  tls=$DATA/private/tls
  rm -rf "$tls"
  mkdir -p "$tls"
  key='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
  # shellcheck disable=SC2086 # several words on purpose
  openssl req -x509 $key -days 3650 -subj "/CN=Rehearsal CA of $DOMAIN" -keyout "$tls/ca.key" -out "$tls/ca.pem" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
  # shellcheck disable=SC2086
  openssl req -new $key -subj "/CN=dc1.$DOMAIN" -keyout "$tls/key.pem" -out "$tls/csr.pem" \
    -addext "subjectAltName=DNS:dc1.$DOMAIN,DNS:$DOMAIN,DNS:localhost,IP:127.0.0.1" -addext extendedKeyUsage=serverAuth
  openssl x509 -req -in "$tls/csr.pem" -CA "$tls/ca.pem" -CAkey "$tls/ca.key" -CAcreateserial -copy_extensions copy \
    -days 3650 -out "$tls/cert.pem"
  rm -f "$tls/ca.key" "$tls/ca.srl" "$tls/csr.pem"
  touch "$DATA/made"
fi

mkdir -p "$SHARED"
install -m 644 "$DATA/private/tls/ca.pem" "$SHARED/ca.pem"
chmod 755 "$SHARED"
exec samba --foreground --no-process-group --model=single --configfile="$DATA/etc/smb.conf" --debug-stdout
