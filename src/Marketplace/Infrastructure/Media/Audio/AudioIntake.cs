using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Pipeline;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>
/// Takes a recording in: hostile until its bytes, size and length are checked. What it is, is told from its bytes alone; what is kept of it is what sounds and
/// nothing that somebody may have written or a telephone noted beside it, such as where it was recorded.
/// </summary>
public sealed class AudioIntake(AudioStore store, AfterSave afterSave)
{
    /// <returns>What was kept, under a new id; or a refusal: media.audio-too-large, -wrong-type, -too-long, -unreadable.</returns>
    public async Task<Result<Recording>> Receive(Stream upload, CancellationToken ct)
    {
        var bytes = new byte[AudioLimits.MostBytes + 1];
        var length = await upload.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        if (length > AudioLimits.MostBytes)
        {
            return AudioRefusals.TooLarge;
        }

        var read = Read(bytes.AsSpan(0, length));
        if (read.Value is not { } sound)
        {
            return read.Refusals[0];
        }

        var recording = new Recording(AudioId.New(), sound.Format, (int)Math.Max(1, (sound.Milliseconds + 500) / 1000), sound.Bytes.Length);
        await File.WriteAllBytesAsync(store.File(recording.Id, recording.Format), sound.Bytes, ct);
        afterSave.Otherwise(() => store.Remove(recording.Id, recording.Format));
        return recording;
    }

    /// <summary>What can be heard of an upload.</summary>
    internal static Result<Sound> Read(Span<byte> upload)
    {
        var read = Mp4Audio.Begins(upload) ? Mp4Audio.Read(upload) : Mp3.Begins(upload) ? Mp3.Read(upload) : AudioRefusals.WrongType;
        return read.Value is { Milliseconds: > AudioLimits.MostSeconds * 1000L } ? AudioRefusals.TooLong : read;
    }
}

/// <param name="Format">By its bytes.</param>
/// <param name="Milliseconds">By what it holds.</param>
/// <param name="Bytes">Without what does not sound.</param>
internal sealed record Sound(AudioFormat Format, long Milliseconds, byte[] Bytes);
