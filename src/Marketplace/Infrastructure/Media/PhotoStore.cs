using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Media;

/// <summary>Where pictures lie on disk: uploads waiting under "incoming", finished derivatives under their id.</summary>
public sealed class PhotoStore(DataFolder data)
{
    public const string PieceExtension = ".part";

    private readonly string _incoming = data.Sub(Path.Combine("media", "incoming"));
    private readonly string _finished = data.Sub(Path.Combine("media", "finished"));

    public string Upload(MediaId id) => Path.Combine(_incoming, id.Value.ToString("N"));

    /// <summary>The upload is no longer needed: its derivatives stand, it was refused, or nothing names it.</summary>
    public void Forget(MediaId id) => File.Delete(Upload(id));

    /// <summary>The picture is named nowhere: nobody fetches it any more.</summary>
    public void Remove(MediaId id)
    {
        foreach (var folder in (string[])[Folder(id), Building(id)])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>What waits, is on its way, or was left behind, each by when something was last written to it.</summary>
    public IEnumerable<FileInfo> Incoming() => new DirectoryInfo(_incoming).EnumerateFiles();

    /// <summary>Where its sizes are made until all of them are there.</summary>
    public string Building(MediaId id) => Folder(id) + ".building";

    /// <summary>Two letters first, so that no folder grows to a hundred thousand entries.</summary>
    public string Folder(MediaId id)
    {
        var name = id.Value.ToString("N");
        return Path.Combine(_finished, name[^2..], name);
    }

    public string Derivative(MediaId id, int width, string extension) => Path.Combine(Folder(id), $"{width}.{extension}");

    /// <summary>What has come of a photo that is sent in pieces.</summary>
    public string Pieces(PhotoUploadId id) => Path.Combine(_incoming, id.Value.ToString("N") + PieceExtension);

    public string Temporary() => Path.Combine(_incoming, Path.GetRandomFileName());
}
