using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Media;

/// <summary>Where pictures lie on disk: uploads waiting under "incoming", finished derivatives under their id.</summary>
public sealed class PhotoStore(DataFolder data)
{
    private readonly string _incoming = data.Sub(Path.Combine("media", "incoming"));
    private readonly string _finished = data.Sub(Path.Combine("media", "finished"));

    public string Upload(MediaId id) => Path.Combine(_incoming, id.Value.ToString("N"));

    /// <summary>Two letters first, so that no folder grows to a hundred thousand entries.</summary>
    public string Folder(MediaId id)
    {
        var name = id.Value.ToString("N");
        return Path.Combine(_finished, name[^2..], name);
    }

    public string Derivative(MediaId id, int width, string extension) => Path.Combine(Folder(id), $"{width}.{extension}");

    /// <summary>What has come of a photo that is sent in pieces.</summary>
    public string Pieces(PhotoUploadId id) => Path.Combine(_incoming, id.Value.ToString("N") + ".part");

    public string Temporary() => Path.Combine(_incoming, Path.GetRandomFileName());
}
