namespace Soquete.Mapping.Serving;

/// <summary>How a request is answered (RFC 9110, section 15).</summary>
internal enum HttpStatus
{
    Ok = 200,
    BadRequest = 400,
    Forbidden = 403,
    NotFound = 404,
    MethodNotAllowed = 405,
    RequestTimeout = 408,
    HeadersTooLarge = 431,
    Unavailable = 503,
    VersionNotSupported = 505,
}
