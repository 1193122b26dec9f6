using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Features.Listings.Photos;
using Marketplace.Features.Listings.Uploads;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Media;
using Marketplace.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;

namespace Marketplace.Tests.Features.Listings;

public sealed class UploadTests : IDisposable
{
    private const int Piece = 1000;
    private readonly Crowded _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_photo_in_pieces_becomes_a_picture_of_the_listing_byte_for_byte()
    {
        var (phone, draft) = await Phone();
        var photo = Photo();

        var address = await phone.Announce(draft, photo.Length);
        for (var at = 0; at < photo.Length; at += Piece)
        {
            using var answer = await phone.Send(address, at, photo[at..Math.Min(at + Piece, photo.Length)]);
            Assert.Equal((HttpStatusCode.NoContent, Math.Min(at + Piece, photo.Length)), (answer.StatusCode, Offset(answer)));
        }

        var photos = await Photos(draft.Id);
        Assert.Equal(2, photos.Count);
        var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(photo));
        Assert.Equal(sha, await _market.Read(db => db.MediaItems.Where(media => media.Id == photos[1]).Select(media => media.Sha256).SingleAsync(Ct)));
        Assert.Equal(photo, await File.ReadAllBytesAsync(_market.Services.GetRequiredService<PhotoStore>().Upload(photos[1]), Ct));
        Assert.Empty(Directory.EnumerateFiles(_market.DataFolder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task After_a_cut_line_the_phone_asks_how_far_it_came_and_goes_on()
    {
        var (phone, draft) = await Phone();
        var photo = Photo();
        var address = await phone.Announce(draft, photo.Length);
        (await phone.Send(address, 0, photo[..Piece])).Dispose();

        // The answer to the second piece never arrived: it is sent again, refused, and the phone goes on from where the server stands.
        (await phone.Send(address, Piece, photo[Piece..(2 * Piece)])).Dispose();
        using var again = await phone.Send(address, Piece, photo[Piece..(2 * Piece)]);
        using var asked = await phone.Ask(address);
        using var rest = await phone.Send(address, 2 * Piece, photo[(2 * Piece)..]);

        Assert.Equal((HttpStatusCode.Conflict, 2 * Piece), (again.StatusCode, Offset(again)));
        Assert.Equal((HttpStatusCode.OK, 2 * Piece), (asked.StatusCode, Offset(asked)));
        Assert.Equal(photo.Length, long.Parse(asked.Headers.GetValues(UploadsController.Length).Single(), CultureInfo.InvariantCulture));
        Assert.True(asked.Headers.CacheControl!.NoStore);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.Equal(2, (await Photos(draft.Id)).Count);
    }

    [Fact]
    public async Task Announced_and_finished_many_times_it_is_one_photo()
    {
        var (phone, draft) = await Phone();
        var (photo, id) = (Photo(), Guid.CreateVersion7());

        var address = await phone.Announce(draft, photo.Length, id);
        Assert.Equal(address, await phone.Announce(draft, photo.Length, id));
        (await phone.Send(address, 0, photo)).Dispose();
        using var asked = await phone.Ask(address);
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => phone.Send(address, photo.Length, []))))
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            answer.Dispose();
        }

        Assert.Equal(photo.Length, Offset(asked));
        Assert.Equal(2, (await Photos(draft.Id)).Count);
    }

    [Fact]
    public async Task After_a_lost_race_the_phone_is_told_to_try_again_not_to_let_go()
    {
        _market.LosesRaces = true;
        var (phone, draft) = await Phone();
        var photo = Photo();
        var address = await phone.Announce(draft, photo.Length);

        using var lost = await phone.Send(address, 0, photo);
        _market.LosesRaces = false;
        using var won = await phone.Send(address, photo.Length, []);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent), (lost.StatusCode, won.StatusCode));
        Assert.Equal(2, (await Photos(draft.Id)).Count);
    }

    [Fact]
    public async Task A_crash_between_the_last_piece_and_the_listing_is_made_good_by_an_empty_piece()
    {
        var (phone, draft) = await Phone();
        var (photo, id) = (Photo(), Guid.CreateVersion7());
        var address = await phone.Announce(draft, photo.Length, id);
        await File.WriteAllBytesAsync(_market.Services.GetRequiredService<PhotoStore>().Pieces(new PhotoUploadId(id)), photo, Ct);

        using var asked = await phone.Ask(address);
        using var finished = await phone.Send(address, photo.Length, []);

        Assert.Equal(photo.Length, Offset(asked));
        Assert.Equal(HttpStatusCode.NoContent, finished.StatusCode);
        Assert.Equal(2, (await Photos(draft.Id)).Count);
    }

    [Fact]
    public async Task Twenty_equal_pieces_at_once_are_stored_once()
    {
        var (phone, draft) = await Phone();
        var photo = Photo();
        var address = await phone.Announce(draft, photo.Length);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => phone.Send(address, 0, photo[..Piece])));
        using var asked = await phone.Ask(address);

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Conflict, answer.StatusCode.ToString()));
        Assert.Equal(Piece, Offset(asked));
    }

    [Theory]
    [InlineData("-1", UploadsController.PieceType, 10, HttpStatusCode.BadRequest)]
    [InlineData("ten", UploadsController.PieceType, 10, HttpStatusCode.BadRequest)]
    [InlineData("99999999999999999999", UploadsController.PieceType, 10, HttpStatusCode.BadRequest)]
    [InlineData(null, UploadsController.PieceType, 10, HttpStatusCode.BadRequest)]
    [InlineData("5", UploadsController.PieceType, 10, HttpStatusCode.Conflict)]
    [InlineData("0", "image/jpeg", 10, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("0", UploadsController.PieceType, 5001, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("0", UploadsController.PieceType, 300_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_piece_that_cannot_be_is_refused_and_leaves_nothing(string? offset, string type, int length, HttpStatusCode expected)
    {
        var (phone, draft) = await Phone();
        var address = await phone.Announce(draft, 5000);

        using var answer = await phone.Send(address, offset, new byte[length], type);
        using var asked = await phone.Ask(address);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(0, Offset(asked));
    }

    [Fact]
    public async Task A_piece_of_unsaid_length_that_runs_over_the_whole_leaves_nothing()
    {
        var (phone, draft) = await Phone();
        var address = await phone.Announce(draft, 5000);
        using var body = new StreamContent(new Endless(40_000));

        using var answer = await phone.Send(address, "0", body, UploadsController.PieceType);
        using var asked = await phone.Ask(address);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(0, Offset(asked));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-7")]
    [InlineData("")]
    [InlineData("nhiều")]
    [InlineData("12582913")]
    [InlineData("99999999999999999999")]
    public async Task An_upload_of_no_size_or_too_large_a_one_does_not_begin(string length)
    {
        var (phone, draft) = await Phone();

        using var answer = await phone.Browser.Post(phone.Uploads(draft), ("upload", $"{Guid.CreateVersion7()}"), ("length", length));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("\"text\":", await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(0, await _market.Read(db => db.PhotoUploads.CountAsync(Ct)));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("GIF89a")]
    [InlineData("MZ a program")]
    public async Task What_is_no_photo_is_refused_in_words_at_the_end(string content)
    {
        var (phone, draft) = await Phone();
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);
        var address = await phone.Announce(draft, bytes.Length);

        using var answer = await phone.Send(address, 0, bytes);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("JPEG", await answer.Content.ReadAsStringAsync(Ct));
        Assert.Single(await Photos(draft.Id));
        Assert.Equal(0, await _market.Read(db => db.PhotoUploads.CountAsync(Ct)));
        Assert.Empty(Incoming());
    }

    [Fact]
    public async Task Of_a_form_with_one_bad_photo_nothing_is_taken_and_no_file_stays()
    {
        var (phone, draft) = await Phone();
        using var good = new ByteArrayContent(Photo());
        using var bad = new ByteArrayContent("GIF89a"u8.ToArray());
        using var form = new MultipartFormDataContent { { good, "Photos", "1.jpg" }, { bad, "Photos", "2.jpg" } };

        using var answer = await phone.Browser.PostAsync(new Uri(phone.Uploads(draft).Replace("/uploads", "", StringComparison.Ordinal), UriKind.Relative), form, Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Single(await Photos(draft.Id));
        Assert.Empty(Incoming());
    }

    [Fact]
    public async Task A_full_listing_and_one_in_review_take_no_more()
    {
        var (phone, draft) = await Phone();
        for (var i = 0; i < 4; i++)
        {
            var photo = Photo(300 + i);
            (await phone.Send(await phone.Announce(draft, photo.Length), 0, photo)).Dispose();
        }

        using var sixth = await phone.Browser.Post(phone.Uploads(draft), ("upload", $"{Guid.CreateVersion7()}"), ("length", "5000"));
        await _market.Read(db => db.Products.ExecuteUpdateAsync(set => set.SetProperty(product => product.Status, ProductStatus.Submitted), Ct));
        using var inReview = await phone.Browser.Post(phone.Uploads(draft), ("upload", $"{Guid.CreateVersion7()}"), ("length", "5000"));

        Assert.Equal(5, (await Photos(draft.Id)).Count);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Locked), (sixth.StatusCode, inReview.StatusCode));
    }

    [Fact]
    public async Task Unfinished_ones_are_limited_and_let_go_after_a_day()
    {
        var (phone, draft) = await Phone();
        for (var i = 0; i < 20; i++)
        {
            var address = await phone.Announce(draft, 5000);
            (await phone.Send(address, 0, new byte[10])).Dispose();
        }

        using var tooMany = await phone.Browser.Post(phone.Uploads(draft), ("upload", $"{Guid.CreateVersion7()}"), ("length", "5000"));
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.Services.GetRequiredService<JobRunner>().RunOnce(Ct);

        Assert.Equal(HttpStatusCode.Locked, tooMany.StatusCode);
        Assert.Equal(0, await _market.Read(db => db.PhotoUploads.CountAsync(Ct)));
        Assert.Empty(Directory.EnumerateFiles(_market.DataFolder, "*.part", SearchOption.AllDirectories));
        await phone.Announce(draft, 5000);
    }

    [Fact]
    public async Task Another_shops_upload_is_not_found_and_its_id_cannot_be_taken()
    {
        var (phone, draft) = await Phone();
        var other = await Atelier.In(_market, "Nhà Khác", phone.Atelier.Stall);
        var stranger = new Sender(other, await _market.As(other.Maker));
        var id = Guid.CreateVersion7();
        var address = await phone.Announce(draft, 5000, id);
        var own = await other.CompleteDraft();

        foreach (var guess in (string[])[address, address.Replace(phone.Atelier.Root, other.Root, StringComparison.Ordinal), $"{stranger.Uploads(own)}/{id}"])
        {
            using var asked = await stranger.Ask(guess);
            using var sent = await stranger.Send(guess, 0, new byte[10]);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (asked.StatusCode, sent.StatusCode));
        }

        using var taken = await stranger.Browser.Post(stranger.Uploads(own), ("upload", $"{id}"), ("length", "5000"));
        Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
        using var untouched = await phone.Ask(address);
        Assert.Equal(0, Offset(untouched));
    }

    [Fact]
    public async Task A_listing_in_review_tells_the_phone_to_keep_the_photo()
    {
        var (phone, draft) = await Phone();
        var photo = Photo();
        var address = await phone.Announce(draft, photo.Length);
        await _market.Read(db => db.Products.ExecuteUpdateAsync(set => set.SetProperty(product => product.Status, ProductStatus.Submitted), Ct));

        using var finished = await phone.Send(address, 0, photo);
        using var another = await phone.Browser.Post(phone.Uploads(draft), ("upload", $"{Guid.CreateVersion7()}"), ("length", "5000"));
        await _market.Read(db => db.Products.ExecuteUpdateAsync(set => set.SetProperty(product => product.Status, ProductStatus.ChangesRequested), Ct));
        using var later = await phone.Send(address, photo.Length, []);

        Assert.Equal((HttpStatusCode.Locked, HttpStatusCode.Locked), (finished.StatusCode, another.StatusCode));
        Assert.Contains("\"text\":", await finished.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.NoContent, later.StatusCode);
        Assert.Equal(2, (await Photos(draft.Id)).Count);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] Photo(int width = 300) => Image.Gaussnoise(width, 260, mean: 128, sigma: 40).Cast(Enums.BandFormat.Uchar).JpegsaveBuffer(q: 60);

    private string[] Incoming() => Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "incoming"));

    private static long Offset(HttpResponseMessage answer) => long.Parse(answer.Headers.GetValues(UploadsController.Offset).Single(), CultureInfo.InvariantCulture);

    private async Task<(Sender Phone, Product Draft)> Phone()
    {
        var atelier = await Atelier.In(_market);
        return (new Sender(atelier, await _market.As(atelier.Maker)), await atelier.CompleteDraft());
    }

    private Task<List<MediaId>> Photos(ProductId id) => _market.Read(db => db.Products.Where(product => product.Id == id)
        .SelectMany(product => product.Photos).OrderBy(photo => photo.Position).Select(photo => photo.MediaId).ToListAsync(Ct));

    private sealed record Sender(Atelier Atelier, HttpClient Browser)
    {
        public string Uploads(Product product) => $"{Atelier.Root}/listings/{product.Id.Value}/photos/uploads";

        public async Task<string> Announce(Product product, long length, Guid? id = null)
        {
            using var answer = await Browser.Post(Uploads(product), ("upload", $"{id ?? Guid.CreateVersion7()}"), ("length", length.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return answer.Headers.Location!.ToString();
        }

        public Task<HttpResponseMessage> Ask(string address) => Browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative)), Ct);

        public Task<HttpResponseMessage> Send(string address, long offset, byte[] piece) => Send(address, offset.ToString(CultureInfo.InvariantCulture), piece, UploadsController.PieceType);

        public Task<HttpResponseMessage> Send(string address, string? offset, byte[] piece, string type) => Send(address, offset, new ByteArrayContent(piece), type);

        public Task<HttpResponseMessage> Send(string address, string? offset, HttpContent piece, string type)
        {
            var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(address, UriKind.Relative)) { Content = piece };
            piece.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            if (offset is not null)
            {
                request.Headers.TryAddWithoutValidation(UploadsController.Offset, offset);
            }

            return Browser.SendAsync(request, Ct);
        }
    }

    /// <summary>So many bytes, without saying so beforehand.</summary>
    private sealed class Endless(int bytes) : Stream
    {
        private int _left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = Math.Min(_left, count);
            _left -= given;
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>Somebody else's row may come first each time.</summary>
    private sealed class Crowded : TestMarketplace
    {
        public bool LosesRaces { get; set; }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddScoped<IPipelineBehavior<FinishUpload, Result>>(_ => new Crowd(this)));
        }

        private sealed class Crowd(Crowded market) : IPipelineBehavior<FinishUpload, Result>
        {
            public async Task<Result> Handle(FinishUpload request, RequestHandlerDelegate<Result> next, CancellationToken cancellationToken) =>
                market.LosesRaces ? throw new DbUpdateConcurrencyException() : await next();
        }
    }
}
