namespace Marketplace.Domain.Payments.VietQr;

/// <summary>CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, not reflected, no final xor. The check value of "123456789" is 29B1.</summary>
public static class Crc16
{
    public static ushort Of(ReadOnlySpan<char> ascii)
    {
        var crc = 0xFFFF;
        foreach (var character in ascii)
        {
            crc ^= character << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
        }

        return (ushort)crc;
    }
}
