"""Makes the data of a new domain below a folder. Arguments: folder, DNS name, NetBIOS name, 1 = Exchange attributes.

The administrator's password comes in the environment variable SAMBA_ADMIN_PASSWORD. Unlike `samba-tool domain
provision`, this call can leave out the file ACLs of sysvol, so it needs neither root nor extended attributes.
"""

import logging
import os
import sys

from samba.auth import system_session
from samba.dsdb import DS_DOMAIN_FUNCTION_2008_R2
from samba.param import LoadParm
from samba.provision import provision
from samba.samdb import SamDB

TEXT, FLAG = ("2.5.5.12", 64), ("2.5.5.8", 1)


def exchange_attributes():
    """The Exchange attributes that a customer's profile map is most likely to write."""
    yield "mailNickname", "1.2.840.113556.1.2.447", TEXT, 64
    yield "targetAddress", "1.2.840.113556.1.2.352", TEXT, 1123
    yield "msExchHideFromAddressLists", "1.2.840.113556.1.4.7000.102.73", FLAG, 0
    for number in range(1, 16):
        oid = number + (422 if number < 11 else 588)
        yield "extensionAttribute%d" % number, "1.2.840.113556.1.2.%d" % oid, TEXT, 1024 if number < 11 else 2048


def extend_schema(database):
    schema = str(database.get_schema_basedn())
    names = []
    for name, oid, (syntax, om_syntax), upper in exchange_attributes():
        entry = {
            "dn": "CN=ms-Exch-%s,%s" % (name, schema),
            "objectClass": ["top", "attributeSchema"],
            "lDAPDisplayName": name,
            "attributeID": oid,
            "attributeSyntax": syntax,
            "oMSyntax": str(om_syntax),
            "isSingleValued": "TRUE",
        }
        if upper:
            entry.update(rangeLower="1", rangeUpper=str(upper))
        database.add(entry)
        names.append(name)
    database.set_schema_update_now()
    may_contain = "\n".join("mayContain: " + name for name in names)
    database.modify_ldif(
        "dn: CN=Mail-Recipient,%s\nchangetype: modify\nadd: mayContain\n%s\n" % (schema, may_contain)
    )
    database.set_schema_update_now()


def main():
    folder, domain, netbios, exchange = sys.argv[1:5]
    log = logging.getLogger("provision")
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)
    provision(
        log,
        system_session(),
        targetdir=folder,
        realm=domain.upper(),
        domain=netbios,
        hostname="dc1",
        hostip="127.0.0.1",
        adminpass=os.environ["SAMBA_ADMIN_PASSWORD"],
        dns_backend="NONE",
        serverrole="active directory domain controller",
        dom_for_fun_level=DS_DOMAIN_FUNCTION_2008_R2,
        skip_sysvolacl=True,
        batch_mode=True,
        backend_store="mdb",
        backend_store_size=4 << 30,
    )
    settings = LoadParm()
    settings.load(folder + "/etc/smb.conf")
    database = SamDB(
        url=folder + "/private/sam.ldb", session_info=system_session(settings), lp=settings
    )
    # "Password never expires": else a template would stop working after 42 days.
    database.modify_ldif(
        "dn: CN=Administrator,CN=Users,%s\nchangetype: modify\nreplace: userAccountControl\n"
        "userAccountControl: 66048\n" % database.domain_dn()
    )
    if exchange == "1":
        extend_schema(database)


main()
