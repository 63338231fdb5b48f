import { secureHeaders } from 'hono/secure-headers'

/**
 * Headers under which a browser runs and loads nothing but our own files, from here. Whether there is TLS in front is
 * for whoever puts it there to say.
 */
export const secured = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
})
