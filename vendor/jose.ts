export { decodeJwt, importPKCS8, jwtVerify, SignJWT } from 'jose';
