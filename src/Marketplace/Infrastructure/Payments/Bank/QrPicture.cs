using System.Globalization;
using System.Text;
using QRCoder;

namespace Marketplace.Infrastructure.Payments.Bank;

/// <summary>A QR code as one SVG path over a square of <c>Size</c> modules, its quiet zone included.</summary>
public sealed record QrPicture(int Size, string Path)
{
    private const int PngPixelsPerModule = 12;

    public static QrPicture Of(string payload)
    {
        using var data = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                var start = x;
                while (x < rows[y].Count && rows[y][x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
                }
            }
        }

        return new QrPicture(rows.Count, path.ToString());
    }

    /// <summary>For saving to the phone and opening from a banking application.</summary>
    public static byte[] Png(string payload)
    {
        using var data = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        return png.GetGraphic(PngPixelsPerModule);
    }
}
