using Marketplace.Domain.Media;

namespace Marketplace.Infrastructure.Media;

public enum PieceOutcome
{
    Stored = 1,

    /// <summary>It does not begin where the last one ended, or another piece is being written.</summary>
    OutOfTurn = 2,

    /// <summary>More than the whole was said to be.</summary>
    TooLong = 3,
}

/// <summary>
/// Photos that come in pieces, as they lie on disk. How far one has come is the length of its file, so that what was received before a line was cut
/// or the machine lost power is neither lost nor sent again.
/// </summary>
public sealed class UploadPieces(PhotoStore store)
{
    private const int Buffer = 16 * 1024;

    public long Received(PhotoUploadId id) => new FileInfo(store.Pieces(id)) is { Exists: true } file ? file.Length : 0;

    public Stream Open(PhotoUploadId id) => new FileStream(store.Pieces(id), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    public void Forget(PhotoUploadId id) => File.Delete(store.Pieces(id));

    /// <summary>Appends what can be read of a piece; what came before a cut stays.</summary>
    /// <param name="id">Of the upload.</param>
    /// <param name="offset">Where the piece begins.</param>
    /// <param name="length">Of the whole photo.</param>
    /// <param name="piece">Its bytes.</param>
    /// <param name="ct">Ends the wait; nothing stored is taken back.</param>
    public async Task<PieceOutcome> Append(PhotoUploadId id, long offset, long length, Stream piece, CancellationToken ct)
    {
        await using var file = Alone(id);
        if (file is null || file.Length != offset)
        {
            return PieceOutcome.OutOfTurn;
        }

        file.Position = offset;
        try
        {
            var buffer = new byte[Buffer];
            int read;
            while ((read = await piece.ReadAsync(buffer, ct)) > 0)
            {
                if (file.Position + read > length)
                {
                    file.SetLength(offset);
                    return PieceOutcome.TooLong;
                }

                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }

            return PieceOutcome.Stored;
        }
        finally
        {
            file.Flush(flushToDisk: true);
        }
    }

    private FileStream? Alone(PhotoUploadId id)
    {
        try
        {
            return new FileStream(store.Pieces(id), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, Buffer, useAsync: true);
        }
        catch (IOException)
        {
            // Another request writes this very file; the phone asks where it stands and goes on.
            return null;
        }
    }
}
