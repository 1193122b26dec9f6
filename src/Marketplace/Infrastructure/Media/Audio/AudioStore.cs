using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>Where recordings lie on disk, beside the pictures.</summary>
public sealed class AudioStore(DataFolder data)
{
    private readonly string _folder = data.Sub(Path.Combine("media", "audio"));

    public string File(AudioId id, AudioFormat format) => Path.Combine(_folder, $"{id.Value:N}.{format.Extension}");

    /// <summary>Nobody hears it any more.</summary>
    public void Remove(AudioId id, AudioFormat format) => System.IO.File.Delete(File(id, format));

    /// <summary>Each by when it was written.</summary>
    public IEnumerable<FileInfo> All() => new DirectoryInfo(_folder).EnumerateFiles();

    public static AudioId? IdIn(FileInfo file) => Guid.TryParseExact(Path.GetFileNameWithoutExtension(file.Name), "N", out var id) ? new AudioId(id) : null;
}
