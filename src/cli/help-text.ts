import { defaultPort } from './command-line.ts';

/** What `--help` prints. */
export const helpText = `Usage: doorstep [options] [path…]
       doorstep --nearby [--json]
       npm run share -- [options] [path…]

Shares folders and files with every device on the local network, until Ctrl+C.
Without a path, shares the current folder.

  -p, --port N         port to listen on, ${defaultPort} unless given; 0 takes any free one.
                       Where it is busy, the next free one is taken
      --strict-port    where the port is busy, end with exit code 1
  -b, --bind ADDR      address to listen on; all unless given
      --interface NAME  listen on this network interface only, by its name or its
                       address
      --public         let in everybody who can reach the port; else only devices
                       on the local networks of this computer
      --allow-host NAME  answer under this host name, too; may stand several times
      --follow-links   serve symbolic links that lead out of what is shared
      --json           print JSON lines: first that it is listening, then each
                       finished exchange
      --name NAME      what others see the share called; this computer's name
                       unless given
      --no-discovery   do not announce the share on the local network
      --nearby         list what others share on the local networks, and end;
                       shares nothing
  -h, --help           print this and end
  -V, --version        print the version and end

Exit codes: 0 ended by Ctrl+C or SIGTERM; 1 no port or address to listen on, or
no way to look at the network; 2 wrong arguments or a path that cannot be shared.`;
