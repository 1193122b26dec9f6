using NetVips;

namespace Marketplace.Tests.Support;

/// <summary>Photos as a phone sends them; those of other sizes are other photos.</summary>
internal static class Pictures
{
    public static byte[] Jpeg(int width = 400, int height = 400)
    {
        using var image = Image.Black(width, height, bands: 3) + new double[] { 200, 80, 40 };
        return image.Cast(Enums.BandFormat.Uchar).JpegsaveBuffer(q: 80);
    }
}
