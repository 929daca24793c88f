"""Adds the entries of an LDIF file to a domain that does not run yet. Arguments: folder of the domain, LDIF file."""

import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB


def main():
    folder, ldif = sys.argv[1:3]
    settings = LoadParm()
    settings.load(folder + "/etc/smb.conf")
    database = SamDB(url=folder + "/private/sam.ldb", session_info=system_session(settings), lp=settings)
    with open(ldif, encoding="utf-8") as file:
        text = file.read().replace("@BASE@", str(database.domain_dn()))
    database.transaction_start()
    try:
        database.add_ldif(text)
    except BaseException:
        database.transaction_cancel()
        raise
    database.transaction_commit()


main()
