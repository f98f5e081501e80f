import { parseNames } from './name-list.ts';

/** Protocols of networks, of industrial systems and of directories. */
export const protocols = parseNames(`
HTTP, =http协议, 超文本传输协议
HTTPS, =https协议
HTTP/2
HTTP/3
QUIC
WebSocket, WebSockets, WSS
DNS, =dns协议, 域名系统协议
DNS over HTTPS, DNS-over-HTTPS, DoH
DNS over TLS
DNSSEC
mDNS
LLMNR
NetBIOS, NBT-NS
TCP, TCP协议
UDP, UDP协议
TCP/IP, TCP/IP协议
ICMP, ICMP协议
IGMP
ARP
SCTP
IPv4
IPv6
IPsec, IPSec
IKE
IKEv2
GRE
L2TP
PPTP
OpenVPN
WireGuard
SOCKS, SOCKS代理
SOCKS5, SOCKS4, Socks5
SSL, SSL协议
TLS, TLS协议, TLS 1.2, TLS 1.3
mTLS
DTLS
SMB, SMB协议, Server Message Block, 服务器消息块
SMBv1
SMBv2
SMBv3
CIFS
NFS
RDP, RDP协议, Remote Desktop Protocol, 远程桌面协议
VNC
SSH, SSH协议
SCP
SFTP
FTP, FTP协议
FTPS
TFTP
Telnet
rlogin
SMTP
SMTPS
POP3
IMAP
MAPI
LDAP, LDAP协议
LDAPS
RADIUS, =RADIUS
Kerberos
NTLM, NTLMv2, NTLMv1
OAuth, OAuth 2.0
SAML
OpenID Connect
RPC, MS-RPC, MSRPC
DCOM
WMI, Windows Management Instrumentation
WinRM, Windows Remote Management
SNMP, SNMPv3
SIP, SIP协议
RTP
RTSP
UPnP
SSDP
NTP, Network Time Protocol
DHCP
BGP
OSPF
VRRP
MQTT
AMQP
CoAP
XMPP
IRC, IRC协议
BitTorrent
Tor network, Tor网络, Tor洋葱网络
I2P
JNDI
RMI, Java RMI
IIOP
SOAP
REST API
GraphQL
gRPC
CLDAP
Memcached protocol
Modbus, Modbus/TCP, Modbus TCP
DNP3
IEC 104, IEC 60870-5-104, IEC-104
IEC 61850
IEC 60870-5-101
OPC, OPC DA
OPC UA
S7comm, S7协议
PROFINET
EtherNet/IP
BACnet
Zigbee, ZigBee
Bluetooth, Bluetooth Low Energy, 蓝牙协议
NFC
Wi-Fi Protected Access, WPA2, WPA3
SS7
Diameter protocol
GTP
CAN bus, CAN总线
Stratum, Stratum协议, Stratum protocol
JSON-RPC
ADB, Android Debug Bridge
IPMI
`);
