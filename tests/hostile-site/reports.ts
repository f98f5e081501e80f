/** Reports of our own making, each different from all others: what the good pages hold, and the hostile ones that are read. */
export const reports = {
  printer: [
    'Print servers give attackers a way in',
    'Incident responders traced a break-in at a logistics company to a print server that had not been patched for two years. The attackers exploited CVE-2021-34527 to run code as SYSTEM, created a local administrator and dumped credentials from memory.',
    'Within six hours they had moved to a domain controller over SMB and copied its database. The company disabled the spooler service on all servers, reset every privileged password and now watches for new drivers being installed.',
  ],
  phishing: [
    'Invoices that nobody sent',
    'A phishing campaign against accountants sends attachments named after real suppliers. Opening the HTML file shows a login form that posts the victim’s password and session cookie to a server of the attacker, so that multi-factor authentication is passed as well.',
    'The analysts counted nine hundred messages from forty compromised mailboxes in one week. They recommend phishing-resistant keys, blocking HTML attachments at the gateway, and revoking sessions as soon as a login from an unknown network is seen.',
  ],
  worm: [
    'A worm that waits for weekends',
    'Researchers describe a worm that spreads through exposed Docker interfaces and mines cryptocurrency only between Friday evening and Monday morning. It removes rival miners, installs a rootkit that hides its process and scans the next range of addresses with a bundled port scanner.',
    'Hosts were infected within minutes of being exposed. Operators should bind the interface to a socket, require client certificates, and look for containers that mount the root of the file system and for outbound connections to mining pools.',
  ],
  firmware: [
    'Backdoor found in firmware of cameras',
    'Three models of surveillance camera answer to a password that is written into their firmware, a security team reports. Whoever knows it gets a root shell over telnet, can watch the stream and can use the camera as a relay into the internal network.',
    'The vendor was told in March and published an update in June. Until it is installed the team advises to put cameras into a network segment of their own, to close port 23 at the firewall, and to search logs for logins of the user maintenance.',
  ],
  ransom: [
    'Hospital back on line nine days after ransomware',
    'A regional hospital has restored its patient records after ransomware encrypted four hundred machines. The intruders came in through a VPN account without a second factor, disabled the backup agent and stole sixty gigabytes of data before they started to encrypt.',
    'No ransom was paid. An offline copy of the backups had survived, and the staff rebuilt the domain from scratch. The attackers, who call themselves Grey Heron, published samples of the stolen files on their leak site.',
  ],
  supply: [
    'Typosquatted package stole tokens of build servers',
    'A package whose name differs by one letter from a popular logging library was downloaded four thousand times before it was taken down. Its install script read environment variables, packed access tokens into DNS queries and sent them to a domain registered the day before.',
    'Developers who installed it should rotate all credentials of the machine, look for queries with labels of more than fifty characters, and pin their dependencies with hashes. The registry has since required a second factor for new publishers.',
  ],
  espionage: [
    'Spies hid their commands in weather pictures',
    'An espionage group that targets ministries of energy has used pictures of weather maps to command its malware. The implant downloads the image from a public site, reads instructions from the lowest bits of its pixels and answers by uploading encrypted archives to a cloud drive.',
    'The loader is signed with a stolen certificate and starts through a scheduled task. Defenders can find it by the mutex it creates, by the task named UpdateForecast, and by image downloads from servers that have no business with weather.',
  ],
  denial: [
    'Denial of service by way of time servers',
    'A hosting provider was hit by a denial-of-service attack of 800 gigabits a second, most of it reflected by misconfigured time servers. The attack came in four waves and stopped when upstream carriers filtered packets by their length and their source port.',
    'The provider has published the list of reflectors it saw. Administrators are asked to update the daemon, to disable the monitor command and to drop spoofed packets at the edge of their network, as has been best practice for twenty years.',
  ],
  mobile: [
    'Banking trojan reads what screens show',
    'A trojan for Android that poses as a parcel tracker abuses the accessibility service to read one-time codes off the screen and to confirm transfers while the phone seems to be locked. It hides its icon, and blocks the settings page from which it could be uninstalled.',
    'More than thirty banks in Europe are on its list of targets. Customers are told to install apps from the official store only; banks can detect it by the overlay it draws and by taps that come faster than any finger.',
  ],
  industrial: [
    'Malware speaks the language of substations',
    'A sample uploaded from Eastern Europe contains a complete implementation of the protocol that substations use to open and close breakers. According to the analysis it reads a list of targets from a file, sends commands in a loop and then overwrites the firmware of serial converters.',
    'No outage has been linked to it so far. Operators of power grids should separate the control network from the office, allow commands only from known stations, and keep spare converters, since a bricked one cannot be repaired on site.',
  ],
  cloud: [
    'Public bucket exposed keys of a payment service',
    'A storage bucket that anyone could list held database dumps and private keys of a payment service, a researcher found. Access logs show that an unknown party had copied the complete contents two weeks before, using an address of an anonymity network.',
    'The service revoked the keys, notified eleven thousand merchants and has turned on a policy that refuses public buckets for the whole organization. The researcher received no reward, but an apology for the four days that his first message went unread.',
  ],
  browser: [
    'Extension turned malicious after its sale',
    'A browser extension with two hundred thousand users began to inject affiliate links and to collect visited addresses after its author had sold it. The new owner shipped the malicious code in an update that asked for no further permission, and loaded the payload from a remote script a week later.',
    'The store has removed it and disabled installed copies. Companies should allow extensions by list, and review every update of those that can read all pages, because a change of hands is announced to nobody.',
  ],
  wireless: [
    'Access points leaked their keys to whoever asked',
    'Access points of one manufacturer disclose the pre-shared key of their network to any client that sends a malformed association request, a university group has shown. The vulnerability lies in a parser shared by at least six products, and can be exploited from the street with a cheap antenna.',
    'Patched firmware is available for four of the products. For the other two the group suggests to disable the feature for guest networks, in whose code the flaw resides, and to change all keys afterwards.',
  ],
  insider: [
    'Former administrator deleted machines from a café',
    'A former administrator of an insurance company has been sentenced for wiping one hundred and eighty virtual machines. His account had been closed on the day he left, but a service account whose password he knew had not. He logged in from the wireless network of a café.',
    'Forensic examiners matched the address, a purchase by card and the serial number of his laptop. The case shows why passwords of shared accounts have to change whenever somebody leaves who knew them, whatever the reason for leaving.',
  ],
  mail: [
    'Mail gateway ran commands hidden in archives',
    'Attackers exploit a vulnerability in a widespread mail gateway by sending archives whose file names contain shell commands. The scanner passes the names to a script without quoting, so that the command runs as soon as the message arrives; nobody has to open it.',
    'The manufacturer pushed a fix to all appliances and advises to replace those that show signs of compromise: a module called SALTFLAT, a listener on port 8090, or outbound mail sent at night by an account that belongs to nobody.',
  ],
  audit: [
    'Audit finds keys older than the staff who use them',
    'An audit of a telecommunications operator found signing keys in use that had been generated in 1999, with 512 bits. The auditors factored one of them in a rented data centre within a day and could then forge updates that the operator’s routers accepted without complaint.',
    'All keys have been replaced since. The report recommends a register of cryptographic assets with an owner and an expiry date each, hardware modules for private keys, and an exercise every year in which a compromised key is replaced in earnest.',
  ],
  dns: [
    'Hijacked registrar account redirected a bank for five hours',
    'Attackers who had taken over an account at a registrar pointed the name servers of a bank at machines of their own. For five hours every customer was led to a perfect copy of the site, complete with a valid certificate that an automated authority had issued minutes after the change.',
    'Certificate transparency logs gave the attack away. Banks are urged to lock their domains at the registry, to monitor new certificates for their names, and to allow only one authority through a CAA record.',
  ],
  sandbox: [
    'Malware counts mouse movements before it strikes',
    'A loader sold on underground forums stays dormant until it has seen the mouse travel ten thousand pixels and three documents being opened. Automated sandboxes, which move nothing and open nothing, therefore report it as harmless, and gateways let it pass.',
    'The payload that follows is an information stealer with modules for browsers, wallets and messengers. Analysts who replayed a recorded desktop session saw it contact its command server after eleven minutes, over a web socket on port 443.',
  ],
  patch: [
    'Exploit appeared four hours after the patch',
    'Only four hours passed between the release of a security update for a file transfer product and the first exploit that was seen in the wild. The attackers compared both versions, found the missing check of a path, and uploaded a web shell to several thousand servers overnight.',
    'Administrators who patched on the following morning were too late. The national response team asks them to search for files written by the service user, to preserve memory before rebooting, and to treat all transferred data as stolen.',
  ],
} satisfies Record<string, readonly [title: string, ...paragraphs: string[]]>;

export type ReportName = keyof typeof reports;
