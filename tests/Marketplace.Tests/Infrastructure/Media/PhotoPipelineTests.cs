using System.Net;
using System.Text;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Photos;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Media.Sweep;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Media;
using Marketplace.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;

namespace Marketplace.Tests.Infrastructure.Media;

public sealed class PhotoPipelineTests : IDisposable
{
    private readonly Unplugged _market = new();

    public void Dispose() => _market.Dispose();

    private string Incoming => Path.Combine(_market.DataFolder, "media", "incoming");

    private async Task<Result<MediaId>> Receive(byte[] upload)
    {
        var producer = await Some.SavedProducer(_market);
        await using var scope = _market.Services.CreateAsyncScope();
        using var stream = new MemoryStream(upload);
        var result = await scope.ServiceProvider.GetRequiredService<IPhotoIntake>().Receive(producer.Id, stream, TestContext.Current.CancellationToken);
#pragma warning disable RS0030 // Stands in for the command that would save.
        await scope.ServiceProvider.GetRequiredService<Marketplace.Infrastructure.Data.MarketplaceDb>().SaveChangesAsync(TestContext.Current.CancellationToken);
#pragma warning restore RS0030
        return result;
    }

    private static byte[] Jpeg(int width, int height, Action<MutableImage>? tag = null)
    {
        using var image = Image.Black(width, height, bands: 3) + new double[] { 200, 80, 40 };
        using var tagged = image.Cast(Enums.BandFormat.Uchar).Mutate(tag ?? (_ => { }));
        return tagged.JpegsaveBuffer(q: 80);
    }

    [Fact]
    public async Task An_upload_becomes_derivatives_in_three_formats_without_metadata_and_upright()
    {
        var upload = Jpeg(1200, 800, image =>
        {
            image.Set(GValue.GIntType, "orientation", 6);
            image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "21/1 2/1 0/1 (21, 2, 0, Rational, 3 components, 24 bytes)");
        });

        var id = (await Receive(upload)).Value;
        var worked = await _market.Send(new ProcessNextPhoto());

        Assert.True(worked.Value);
        var media = await _market.Read(db => db.MediaItems.SingleAsync());
        Assert.Equal(MediaState.Ready, media.State);
        Assert.True(media.Height > media.Width);
        var store = _market.Services.GetRequiredService<PhotoStore>();
        foreach (var width in PhotoLimits.Widths)
        {
            foreach (var extension in PhotoLimits.Extensions)
            {
                using var derivative = Image.NewFromFile(store.Derivative(id, width, extension));
                Assert.Equal(Math.Min(width, 800), derivative.Width);
                Assert.DoesNotContain(derivative.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
            }
        }

        Assert.False(File.Exists(store.Upload(id)));
    }

    [Fact]
    public async Task The_same_bytes_are_worked_on_once()
    {
        var upload = Jpeg(640, 640);
        await Receive(upload);
        await _market.Send(new ProcessNextPhoto());
        var second = (await Receive(upload)).Value;

        await _market.Send(new ProcessNextPhoto());

        var media = await _market.Read(db => db.MediaItems.SingleAsync(item => item.Id == second));
        Assert.Equal((MediaState.Ready, 640), (media.State, media.Width));
        using var client = _market.CreateClient();
        using var response = await client.GetAsync(new Uri($"/media/{second.Value:N}/320.webp", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 300)]
    [InlineData(true, 400)]
    public async Task Uploads_are_worked_on_in_turn_or_the_newest_first(bool newestFirst, int widthOfTheFirst)
    {
        await Receive(Jpeg(300, 300));
        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        await Receive(Jpeg(400, 400));

        await _market.Send(new ProcessNextPhoto(newestFirst));

        Assert.Equal([widthOfTheFirst], await _market.Read(db => db.MediaItems.Where(item => item.State == MediaState.Ready).Select(item => item.Width).ToListAsync()));
    }

    public static TheoryData<string, byte[], string> Attacks() => new()
    {
        { "an SVG with script", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "media.wrong-type" },
        { "an HTML page", Encoding.UTF8.GetBytes("<!doctype html><title>x</title>"), "media.wrong-type" },
        { "a GIF", Encoding.UTF8.GetBytes("GIF89a" + new string(' ', 100)), "media.wrong-type" },
        { "nothing", [], "media.wrong-type" },
        { "a JPEG's first bytes and then a script", [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.UTF8.GetBytes("<script>alert(1)</script>")], "media.unreadable" },
        { "a picture announcing 65,000 × 65,000 pixels", PngBomb(), "media.too-many-pixels" },
        { "too small a picture", Jpeg(50, 50), "media.too-small" },
        { "50 MB", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[50 * 1024 * 1024]], "media.too-large" },
    };

    // The runner would write each upload out as text to give its row a name: minutes and gigabytes.
    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Attacks))]
    public async Task A_hostile_upload_is_refused_with_a_reason(string what, byte[] upload, string code)
    {
        var result = await Receive(upload);

        Assert.Equal([code], result.Refusals.Select(refusal => refusal.Code));
        Assert.True(await _market.Read(db => db.MediaItems.CountAsync()) == 0, what);
        Assert.Empty(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "incoming")));
    }

    [Fact]
    public async Task A_polyglot_keeps_nothing_of_what_hid_in_it()
    {
        byte[] polyglot = [.. Jpeg(400, 400), .. Encoding.UTF8.GetBytes("PK\u0003\u0004<script>alert('hidden')</script>")];

        var id = (await Receive(polyglot)).Value;
        await _market.Send(new ProcessNextPhoto());

        var store = _market.Services.GetRequiredService<PhotoStore>();
        Assert.All(Directory.GetFiles(store.Folder(id)), file =>
            Assert.DoesNotContain("script", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_cut_off_half_way_is_refused_in_the_queue()
    {
        var whole = Jpeg(1000, 1000);
        var noise = whole[..(whole.Length / 2)];

        var id = (await Receive(noise)).Value;
        await _market.Send(new ProcessNextPhoto());

        var media = await _market.Read(db => db.MediaItems.SingleAsync(item => item.Id == id));
        Assert.Equal((MediaState.Refused, "media.unreadable"), (media.State, media.RefusalCode));
        Assert.Empty(Directory.GetFiles(Incoming));
    }

    [Fact]
    public async Task Derivatives_damaged_by_a_power_cut_are_made_anew()
    {
        var id = (await Receive(Jpeg(640, 480))).Value;
        var store = _market.Services.GetRequiredService<PhotoStore>();
        Directory.CreateDirectory(store.Folder(id));
        await File.WriteAllBytesAsync(store.Derivative(id, PhotoLimits.Widths[^1], PhotoLimits.Extensions[^1]), [], TestContext.Current.CancellationToken);

        await _market.Send(new ProcessNextPhoto());

        var media = await _market.Read(db => db.MediaItems.SingleAsync());
        Assert.Equal((MediaState.Ready, 640, 480), (media.State, media.Width, media.Height));
        using var derivative = Image.NewFromFile(store.Derivative(id, PhotoLimits.Widths[^1], PhotoLimits.Extensions[^1]));
        Assert.Equal(640, derivative.Width);
    }

    [Fact]
    public async Task A_machine_that_stops_before_the_row_is_saved_loses_no_photo()
    {
        var id = (await Receive(Jpeg(400, 300))).Value;
        _market.StopsBeforeTheSave = true;
        await Assert.ThrowsAsync<PowerCut>(() => _market.Send(new ProcessNextPhoto()));
        var store = _market.Services.GetRequiredService<PhotoStore>();
        Assert.True(File.Exists(store.Upload(id)));

        _market.StopsBeforeTheSave = false;
        _market.Clock.Advance(TimeSpan.FromMinutes(3));
        await _market.Send(new ProcessNextPhoto());

        var media = await _market.Read(db => db.MediaItems.SingleAsync());
        Assert.Equal((MediaState.Ready, 400, 300), (media.State, media.Width, media.Height));
        Assert.Empty(Directory.GetFiles(Incoming));
    }

    [Fact]
    public async Task A_photo_whose_derivatives_stand_is_finished_without_its_upload()
    {
        var id = (await Receive(Jpeg(400, 300))).Value;
        var store = _market.Services.GetRequiredService<PhotoStore>();
        _market.Services.GetRequiredService<PhotoProcessor>().Process(id);
        File.Delete(store.Upload(id));

        await _market.Send(new ProcessNextPhoto());

        var media = await _market.Read(db => db.MediaItems.SingleAsync());
        Assert.Equal((MediaState.Ready, 400, 300), (media.State, media.Width, media.Height));
    }

    [Fact]
    public async Task A_disk_that_takes_no_more_is_not_the_pictures_fault()
    {
        var id = (await Receive(Jpeg(400, 300))).Value;
        var store = _market.Services.GetRequiredService<PhotoStore>();
        var inTheWay = Path.Combine(store.Folder(id) + ".building", $"{PhotoLimits.Widths[0]}.avif");
        Directory.CreateDirectory(inTheWay);

        // More often than a picture is tried that stops the machine.
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<VipsException>(() => _market.Send(new ProcessNextPhoto()));
            _market.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        var waiting = await _market.Read(db => db.MediaItems.AsNoTracking().SingleAsync());
        Assert.Equal(MediaState.Queued, waiting.State);
        Assert.True(File.Exists(store.Upload(id)));
        Directory.Delete(inTheWay);
        await _market.Send(new ProcessNextPhoto());
        Assert.Equal(MediaState.Ready, (await _market.Read(db => db.MediaItems.AsNoTracking().SingleAsync())).State);
    }

    [Fact]
    public async Task What_nothing_names_is_swept_away_after_a_day_and_what_waits_stays()
    {
        var waiting = (await Receive(Jpeg(400, 300))).Value;
        var store = _market.Services.GetRequiredService<PhotoStore>();
        string[] orphans = [store.Temporary(), store.Upload(MediaId.New()), store.Pieces(PhotoUploadId.New())];
        var fresh = store.Upload(MediaId.New());
        foreach (var file in orphans.Append(fresh))
        {
            await File.WriteAllBytesAsync(file, [1], TestContext.Current.CancellationToken);
        }

        var now = _market.Clock.GetUtcNow().UtcDateTime;
        foreach (var file in orphans.Append(store.Upload(waiting)))
        {
            File.SetLastWriteTimeUtc(file, now.AddHours(-25));
        }

        File.SetLastWriteTimeUtc(fresh, now.AddHours(-23));
        await _market.Services.GetRequiredService<JobRunner>().RunOnce(TestContext.Current.CancellationToken);

        Assert.Equal(new[] { fresh, store.Upload(waiting) }.Order(), Directory.GetFiles(Incoming).Order());
    }

    [Fact]
    public async Task A_picture_taken_out_of_its_listing_is_gone_for_good_a_day_later()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var (producer, actor) = (atelier.Producer.Id, atelier.Actor);
        await _market.Read(db => db.MediaItems.ExecuteUpdateAsync(set => set.SetProperty(media => media.State, MediaState.Refused)));
        await _market.Send(new AddPhotos(producer, actor, draft.Id, [new MemoryStream(Jpeg(400, 300)), new MemoryStream(Jpeg(500, 300))]));
        await _market.Send(new ProcessNextPhoto());
        await _market.Send(new ProcessNextPhoto());
        var photos = (await atelier.Reload(draft.Id)).Photos.OrderBy(photo => photo.Position).Skip(1).Select(photo => photo.MediaId).ToList();
        await _market.Send(new ChangePhoto(producer, actor, draft.Id, photos[0], PhotoChange.Remove, []));

        await _market.Send(new SweepUploads());
        var soon = await Fetch(photos[0]);
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.Send(new SweepUploads());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK), (soon, await Fetch(photos[0]), await Fetch(photos[1])));
        Assert.False(await _market.Read(db => db.MediaItems.AnyAsync(media => media.Id == photos[0])));

        async Task<HttpStatusCode> Fetch(MediaId id)
        {
            using var client = _market.CreateClient();
            using var response = await client.GetAsync(new Uri($"/media/{id.Value:N}/320.webp", UriKind.Relative), TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_refused_picture_that_was_taken_out_is_swept_as_well()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var photo = draft.Photos.First().MediaId;
        await _market.Read(db => db.MediaItems.ExecuteUpdateAsync(set => set.SetProperty(media => media.State, MediaState.Refused)));
        await _market.Send(new ChangePhoto(atelier.Producer.Id, atelier.Actor, draft.Id, photo, PhotoChange.Remove, []));

        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.Send(new SweepUploads());

        Assert.False(await _market.Read(db => db.MediaItems.AnyAsync(media => media.Id == photo)));
    }

    [Theory]
    [InlineData("/media/00000000000000000000000000000000/320.webp")]
    [InlineData("/media/00000000000000000000000000000000/321.webp")]
    [InlineData("/media/00000000000000000000000000000000/320.svg")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        using var client = _market.CreateClient();

        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public void Every_motif_draws_and_repeats_itself() => Assert.All(Illustration.Motifs.Concat(Illustration.StepMotifs), motif =>
        Assert.Equal(Illustration.DrawSvg(motif, 3), Illustration.DrawSvg(motif, 3)));

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }

    /// <summary>A PNG of a few bytes whose header claims 65,000 by 65,000 pixels.</summary>
    private static byte[] PngBomb()
    {
        using var image = Image.Black(300, 300);
        var png = image.PngsaveBuffer();
        byte[] size = [0, 0, 0xFD, 0xE8, 0, 0, 0xFD, 0xE8];
        size.CopyTo(png, 16);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32(png.AsSpan(12, 17)));
        return png;
    }

    private sealed class PowerCut : Exception;

    /// <summary>Stops between the work and its save, as a machine does whose plug is pulled.</summary>
    private sealed class Unplugged : TestMarketplace
    {
        public bool StopsBeforeTheSave { get; set; }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddScoped<IPipelineBehavior<ProcessNextPhoto, Result<bool>>>(_ => new Plug(this)));
        }

        private sealed class Plug(Unplugged market) : IPipelineBehavior<ProcessNextPhoto, Result<bool>>
        {
            public async Task<Result<bool>> Handle(ProcessNextPhoto request, RequestHandlerDelegate<Result<bool>> next, CancellationToken cancellationToken)
            {
                var result = await next();
                return market.StopsBeforeTheSave ? throw new PowerCut() : result;
            }
        }
    }
}
