using System.Text;

namespace Marketplace.Infrastructure.Payments;

/// <summary>Reads a notification as it was sent, because its signature covers the bytes. At most 256 KiB.</summary>
internal static class RawBody
{
    public const int Limit = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Nothing when it is too long, not UTF-8 or cut off.</returns>
    public static async Task<string?> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Limit)
        {
            return null;
        }

        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
            {
                if (kept.Length + read > Limit)
                {
                    return null;
                }

                kept.Write(buffer, 0, read);
            }

            return Strict.GetString(kept.GetBuffer(), 0, (int)kept.Length);
        }
        catch (Exception broken) when (broken is DecoderFallbackException or BadHttpRequestException)
        {
            return null;
        }
    }
}
