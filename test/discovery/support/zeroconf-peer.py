"""Another implementation (python-zeroconf): announces one _http._tcp service and tells what it sees as JSON lines.

Arguments: address, name, port. Ends with goodbye when standard input is closed.
"""

import json
import socket
import sys

from zeroconf import ServiceBrowser, ServiceInfo, Zeroconf

TYPE = "_http._tcp.local."
address, name, port = sys.argv[1], sys.argv[2], int(sys.argv[3])


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


class Listener:
    def add_service(self, zeroconf, kind, full_name):
        info = zeroconf.get_service_info(kind, full_name, timeout=3000)
        if info is None:
            tell("unresolved", name=full_name)
            return
        text = {key.decode(): (value or b"").decode() for key, value in info.properties.items()}
        tell(
            "added",
            name=full_name.removesuffix("." + TYPE),
            host=info.server,
            addresses=info.parsed_addresses(),
            port=info.port,
            txt=text,
        )

    def update_service(self, zeroconf, kind, full_name):
        pass

    def remove_service(self, zeroconf, kind, full_name):
        tell("removed", name=full_name.removesuffix("." + TYPE))


zeroconf = Zeroconf(interfaces=[address])
info = ServiceInfo(
    TYPE,
    f"{name}.{TYPE}",
    addresses=[socket.inet_aton(address)],
    port=port,
    properties={"path": "/start"},
    server="zeroconf-peer.local.",
)
zeroconf.register_service(info)
tell("registered")
browser = ServiceBrowser(zeroconf, TYPE, Listener())
sys.stdin.read()
zeroconf.unregister_all_services()
zeroconf.close()
