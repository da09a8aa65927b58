export { decodeJwt, importPKCS8, SignJWT } from 'jose';
