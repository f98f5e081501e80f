import { parseNames } from './name-list.ts';

/** Ciphers, hashes, signatures, key exchange, encodings and compression. */
export const algorithms = parseNames(`
AES, AES算法, AES加密, Rijndael, Advanced Encryption Standard
AES-128, AES128, AES-128-CBC, AES-128-CTR, AES-128-ECB, AES-128-GCM
AES-192, AES192
AES-256, AES256, AES-256-CBC, AES-256-CTR, AES-256-ECB, AES-256-GCM, 256-bit AES, AES-256-CFB
AES-CBC, AES CBC, =AES/CBC
AES-CTR
AES-GCM, AES GCM
AES-ECB, AES ECB
AES-NI
RSA, RSA算法, RSA加密, RSA公钥
RSA-1024, RSA1024
RSA-2048, RSA2048, 2048-bit RSA, RSA 2048
RSA-4096, RSA4096, 4096-bit RSA
RSA-OAEP
RC4, RC4算法, RC4加密, ARC4
RC2
RC5
RC6
DES, DES算法, DES加密
3DES, Triple DES, TripleDES
Blowfish, =Blowfish
Twofish
Serpent, ~Serpent
Camellia, ~Camellia
CAST-128, CAST5
IDEA, ~IDEA
TEA, ~TEA
XTEA
XXTEA
ChaCha20, ChaCha, ChaCha8, ChaCha20-Poly1305
XChaCha20
Poly1305
Salsa20, Salsa20/12
HC-128, HC-256
Sosemanuk
Rabbit cipher
Threefish
SM2, SM2算法, 国密SM2
SM3
SM4, SM4算法
ZUC, 祖冲之算法
GOST, GOST 28147-89
XOR, XOR加密, 异或加密, 异或算法, 异或运算, 异或
ROT13
Caesar cipher, 凯撒密码
Vigenère cipher, Vigenere cipher, 维吉尼亚密码
Base64, Base-64, base64编码
Base32
Base58
Base85, Ascii85
Base16
Hex encoding, 十六进制编码
URL encoding, URL编码
Punycode
gzip, Gzip
zlib
LZMA
LZNT1
LZ4
aPLib
bzip2
CRC32, CRC-32
Adler-32
MD4
MD5, MD5算法, MD5哈希
SHA-1, SHA1
SHA-2
SHA-224
SHA-256, SHA256, SHA-256算法
SHA-384
SHA-512, SHA512
SHA-3, Keccak
RIPEMD-160
BLAKE2, BLAKE2b
BLAKE3
Whirlpool, ~Whirlpool
MurmurHash, MurmurHash2, MurmurHash3
FNV-1a, FNV1a, FNV-1
djb2
ROR13
bcrypt
scrypt
Argon2
PBKDF2
HMAC, HMAC-SHA256, HMAC-SHA1
HKDF
NTLM hash, NTLM哈希
LM hash
Diffie-Hellman, DH算法
ECDH, ECDHE
Elliptic curve cryptography, ECC, 椭圆曲线加密
ECDSA
EdDSA, Ed25519
Curve25519, X25519
secp256k1
NTRU, NTRUEncrypt
ElGamal
PGP, GPG
CBC mode, =CBC模式
CTR mode, =CTR模式
ECB mode, =ECB模式
GCM mode
Mersenne Twister, 梅森旋转
Linear congruential generator, 线性同余
Domain generation algorithm, DGA, DGA算法, 域名生成算法
CryptoAPI, CryptGenKey, CryptEncrypt
ECIES
`);
