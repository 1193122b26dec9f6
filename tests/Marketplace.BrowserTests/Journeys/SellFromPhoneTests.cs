using System.Diagnostics;
using System.Text.RegularExpressions;
using Marketplace.BrowserTests.Support;
using Marketplace.Infrastructure.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.BrowserTests.Journeys;

/// <summary>A maker lists something from a cheap phone on a weak line: nothing she photographed or typed is lost or sent twice.</summary>
[Collection(nameof(Alone))]
public sealed partial class SellFromPhoneTests(Market market, ITestOutputHelper output)
{
    private const string Studio = "/studio/lanh-suoi-may";
    private const int Piece = 64 * 1024;

    /// <summary>Milliseconds: photos are shrunk, and a cut line is waited for, before the page has them.</summary>
    private const int Sending = 20_000;

    [Fact]
    public async Task Photos_go_in_pieces_words_are_kept_and_the_listing_is_sent()
    {
        await using var visitor = await market.Visitor(account: DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await Start(page);
        var onPhotos = page.Url;
        var pieces = new List<int>();
        var cut = false;
        var isDown = false;
        await page.RouteAsync(Uploads(), async route =>
        {
            if (isDown)
            {
                await route.AbortAsync("internetdisconnected");
                return;
            }

            if (route.Request.Method == "PATCH")
            {
                pieces.Add(route.Request.PostDataBuffer?.Length ?? 0);
                if (pieces.Count == 2 && !cut)
                {
                    cut = true;
                    await route.AbortAsync("connectionreset");
                    return;
                }
            }

            await route.ContinueAsync();
        });

        FilePayload[] photos = [await Photo(page, "a.jpg"), await Photo(page, "b.jpg")];
        await page.SetInputFilesAsync("[name=Photos][multiple]", photos);
        await Expect(page.Locator("[data-uploads] [role=status]")).ToContainTextAsync("Mất sóng");
        await Expect(page.Locator("main li.card")).ToHaveCountAsync(2, new LocatorAssertionsToHaveCountOptions { Timeout = Sending });
        Assert.True(cut);
        Assert.All(pieces, length => Assert.InRange(length, 0, Piece));
        Assert.InRange(pieces.Sum(), 1, photos.Sum(photo => photo.Buffer.Length) / 2);

        var second = await PhotoAt(page, 1);
        await page.Locator("main li.card").Nth(1).Locator("button[value$=MoveUp]").ClickAsync();
        Assert.Equal(second, await PhotoAt(page, 0));

        await page.Locator("main a.wide").ClickAsync();
        await Listening(page);
        await page.Locator("[name='Variants[0].PriceDong']").PressSequentiallyAsync("335000");
        await Expect(page.Locator("[name='Variants[0].PriceDong']")).ToHaveValueAsync("335.000");
        await Expect(page.Locator("[data-receives-text]").First).ToContainTextAsync("Bạn nhận");
        var live = await page.Locator("[data-receives-text]").First.TextContentAsync();
        await page.FillAsync("[name='Variants[0].Stock']", "4");
        await KeptAfter(page);
        await Expect(page.Locator("[name='Variants[0].PriceDong']")).ToHaveValueAsync("335.000");
        await Expect(page.Locator("[data-receives-text]").First).ToContainTextAsync(live!);
        await page.Locator("main form .button.wide").ClickAsync();

        await Expect(page.Locator("main .inset .price")).ToHaveTextAsync(live!);
        await Listening(page);
        var name = "Khăn lanh gửi từ máy " + Guid.NewGuid().ToString("N")[..6];
        await page.FillAsync("[name=NameVi]", name);
        await page.FillAsync("[name=StoryVi]", "Mẹ trồng lanh, se sợi rồi nhuộm chàm ba nước trong suốt một mùa mưa.");
        await KeptAfter(page);
        await Expect(page.Locator("[name=NameVi]")).ToHaveValueAsync(name);

        await visitor.SetOfflineAsync(true);
        await page.Locator("main form .button.wide").ClickAsync();
        await Expect(page.Locator("[data-drafts] [role=status]")).ToContainTextAsync("Chưa có mạng");
        await visitor.SetOfflineAsync(false);
        await page.Locator("main form .button.wide").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/preview$"));

        // The server has it: going back brings no draft.
        await page.GotoAsync(page.Url.Replace("/preview", "/story", StringComparison.Ordinal));
        await Expect(page.Locator("[name=NameVi]")).ToHaveValueAsync(name);
        await Expect(page.Locator("[data-drafts]")).ToBeHiddenAsync();
        await page.Locator("main form .button.wide").ClickAsync();

        await Expect(page.Locator("main picture img")).ToHaveCountAsync(2);
        var preview = page.Url;

        // A third photo is still on the phone when the goods are sent in: the form waits for it, and goes by itself once it is through.
        isDown = true;
        await page.GotoAsync(onPhotos);
        await page.SetInputFilesAsync("[name=Photos][multiple]", await Photo(page, "c.jpg"));
        await Expect(page.Locator("[data-uploads] [role=status]")).ToContainTextAsync("Mất sóng");
        await page.GotoAsync(preview);
        foreach (var paper in await page.Locator("[name=Declared]").AllAsync())
        {
            await paper.CheckAsync();
        }

        await page.Locator("form[action$='/preview'] .button.wide").ClickAsync();
        await Expect(page.Locator("[data-uploads] [role=status]")).ToContainTextAsync("Mất sóng");
        await Expect(page).ToHaveURLAsync(preview);
        isDown = false;
        await Expect(page.Locator("main .tag").First).ToHaveTextAsync("Đang chờ duyệt", new LocatorAssertionsToHaveTextOptions { Timeout = Sending });
        await Expect(page.Locator("main picture img")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Six_answers_and_three_photos_are_sent_within_three_minutes_of_a_slow_line()
    {
        await using var visitor = await market.Visitor(account: DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(Studio + "/listings");
        FilePayload[] photos = [await Photo(page, "a.jpg"), await Photo(page, "b.jpg"), await Photo(page, "c.jpg")];
        var pieces = new List<int>();
        var cut = new List<int>();
        await page.RouteAsync(Uploads(), async route =>
        {
            if (route.Request.Method == "PATCH")
            {
                pieces.Add(route.Request.PostDataBuffer?.Length ?? 0);

                // The line breaks three times in the first photo.
                if (pieces.Count is 1 or 3 or 4)
                {
                    cut.Add(pieces[^1]);
                    await route.AbortAsync("connectionreset");
                    return;
                }
            }

            await route.ContinueAsync();
        });
        var sent = new List<Task<RequestSizesResult>>();
        page.RequestFinished += (_, request) => sent.Add(request.SizesAsync());
        await Slow3G(visitor, page);
        var clock = Stopwatch.StartNew();

        // Six answers: kind, photos, price, number, name, story.
        await Start(page);
        await page.SetInputFilesAsync("[name=Photos][multiple]", photos);
        await Expect(page.Locator("main li.card")).ToHaveCountAsync(3, new LocatorAssertionsToHaveCountOptions { Timeout = 90_000 });
        await page.Locator("main a.wide").ClickAsync();
        await page.FillAsync("[name='Variants[0].PriceDong']", "335.000");
        await page.FillAsync("[name='Variants[0].Stock']", "4");
        await page.Locator("main form .button.wide").ClickAsync();
        await page.FillAsync("[name=NameVi]", "Túi lanh gửi lúc sóng yếu " + Guid.NewGuid().ToString("N")[..6]);
        await page.FillAsync("[name=StoryVi]", "Mẹ trồng lanh, se sợi rồi nhuộm chàm ba nước trong suốt một mùa mưa.");
        await page.Locator("main form .button.wide").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/preview$"));
        foreach (var paper in await page.Locator("[name=Declared]").AllAsync())
        {
            await paper.CheckAsync();
        }

        await page.Locator("form[action$='/preview'] .button.wide").ClickAsync();
        await Expect(page.Locator("main .tag").First).ToHaveTextAsync("Đang chờ duyệt");
        clock.Stop();

        var through = (await Task.WhenAll(sent)).Sum(size => size.RequestHeadersSize + size.RequestBodySize);
        output.WriteLine($"{clock.Elapsed.TotalSeconds:0} s, {through / 1000.0:0} KB sent, {cut.Sum() / 1000.0:0} KB more in {cut.Count} cut lines, {pieces.Count} pieces");
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), $"took {clock.Elapsed}");
        Assert.InRange(through, photos.Length * 50_000, 450_000);
        Assert.Equal(3, cut.Count);
        Assert.All(cut, lost => Assert.InRange(lost, 1, Piece));
    }

    [Fact]
    public async Task A_photo_that_did_not_get_through_goes_on_from_the_next_page()
    {
        await using var visitor = await market.Visitor(account: DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await Start(page);
        var isCut = true;
        await visitor.RouteAsync(Uploads(), route => isCut && route.Request.Method == "PATCH" ? route.AbortAsync("internetdisconnected") : route.ContinueAsync());
        await page.SetInputFilesAsync("[name=Photos][multiple]", await Photo(page, "a.jpg"));
        await Expect(page.Locator("[data-uploads] [role=status]")).ToContainTextAsync("Mất sóng");

        var photos = page.Url;
        isCut = false;
        await page.Locator("main a.wide").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/price$"));
        await Expect(page.Locator("[data-uploads] [role=status]")).ToHaveTextAsync("Đã gửi hết ảnh.");

        await page.GotoAsync(photos);
        await Expect(page.Locator("main li.card")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_draft_says_when_it_was_kept_by_the_makers_clock_and_in_English_with_the_months_name()
    {
        await using var visitor = await market.Visitor(account: DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await Start(page);
        await page.GotoAsync(page.Url.Replace(Studio, "/en" + Studio, StringComparison.Ordinal).Replace("/photos", "/story", StringComparison.Ordinal));
        var before = TimeProvider.System.GetUtcNow();
        await page.FillAsync("[name=NameVi]", "Túi đeo");

        await Expect(page.Locator("[data-drafts] [role=status]")).ToHaveTextAsync(new Regex("^Kept on this phone at [0-9]{1,2} [A-Z][a-z]+, [0-9]{2}:[0-9]{2}\\.$"));
        var said = await page.Locator("[data-drafts] [role=status]").TextContentAsync();
        string[] hours = [$" {before.ToOffset(TimeSpan.FromHours(7)):HH}:", $" {TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)):HH}:"];
        Assert.Contains(hours, hour => said!.Contains(hour, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_typed_is_only_offered_over_what_was_saved_meanwhile_and_can_be_dropped_for_it()
    {
        await using var visitor = await market.Visitor(account: DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await Start(page);
        await page.GotoAsync(page.Url.Replace("/photos", "/story", StringComparison.Ordinal));
        await page.FillAsync("[name=NameVi]", "Tên gõ nhầm");
        await KeptAfter(page);

        // On another phone somebody of the same shop saves another name.
        await using (var other = await market.Visitor(account: DemoAccounts.ProducerMember))
        {
            var theirs = await other.NewPageAsync();
            await theirs.GotoAsync(page.Url);
            await theirs.FillAsync("[name=NameVi]", "Tên từ máy khác");
            await theirs.FillAsync("[name=StoryVi]", "Mẹ trồng lanh, se sợi rồi nhuộm chàm ba nước.");
            await theirs.Locator("main form .button.wide").ClickAsync();
            await Expect(theirs).ToHaveURLAsync(new Regex("/preview$"));
        }

        await page.ReloadAsync();
        await Expect(page.Locator("[data-drafts] [data-take]")).ToBeVisibleAsync();
        await Expect(page.Locator("[name=NameVi]")).ToHaveValueAsync("Tên từ máy khác");
        await page.Locator("[data-drafts] [data-take]").ClickAsync();
        await Expect(page.Locator("[name=NameVi]")).ToHaveValueAsync("Tên gõ nhầm");

        await page.Locator("[data-drafts] [data-drop]").ClickAsync();
        await Expect(page.Locator("[name=NameVi]")).ToHaveValueAsync("Tên từ máy khác");
        await page.ReloadAsync();

        await Expect(page.Locator("[name=NameVi]")).ToHaveValueAsync("Tên từ máy khác");
        await Expect(page.Locator("[data-drafts]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_is_typed_before_the_script_is_here_is_kept_and_a_draft_still_goes_back_beside_it()
    {
        await using var visitor = await market.Visitor(account: DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await Start(page);
        var arrived = new TaskCompletionSource();
        await page.RouteAsync(new Regex("drafts[^/]*[.]js"), async route =>
        {
            await arrived.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync(page.Url.Replace("/photos", "/story", StringComparison.Ordinal), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.FillAsync("[name=NameVi]", "Túi gõ sớm");
        arrived.SetResult();
        await KeptAfter(page);
        await Expect(page.Locator("[name=NameVi]")).ToHaveValueAsync("Túi gõ sớm");

        arrived = new TaskCompletionSource();
        await page.ReloadAsync(new PageReloadOptions { WaitUntil = WaitUntilState.Commit });
        await page.FillAsync("[name=StoryVi]", "Mẹ trồng lanh");
        arrived.SetResult();
        await Expect(page.Locator("[name=NameVi]")).ToHaveValueAsync("Túi gõ sớm");
        await Expect(page.Locator("[name=StoryVi]")).ToHaveValueAsync("Mẹ trồng lanh");
        await Expect(page.Locator("[data-drafts] [role=status]")).ToContainTextAsync("Đã lấy lại");
    }

    [Fact]
    public async Task What_is_no_photo_is_refused_in_words_and_not_tried_again()
    {
        await using var visitor = await market.Visitor(account: DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await Start(page);

        await page.SetInputFilesAsync("[name=Photos][multiple]", new FilePayload { Name = "anh.jpg", MimeType = "image/jpeg", Buffer = "<svg onload=alert(1)>"u8.ToArray() });
        await Expect(page.Locator("[data-uploads] [role=status]")).ToContainTextAsync("không phải ảnh", new LocatorAssertionsToContainTextOptions { Timeout = Sending });
        await page.ReloadAsync();

        await Expect(page.Locator("[data-uploads]")).ToBeHiddenAsync();
        await Expect(page.Locator("main li.card")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_script_the_form_sends_photos_and_the_buttons_order_them()
    {
        await using var visitor = await market.Visitor(scripts: false, account: DemoAccounts.ProducerMember);
        await using var camera = await market.Visitor();
        var page = await visitor.NewPageAsync();
        var lens = await camera.NewPageAsync();
        await lens.GotoAsync("/track");
        await Start(page);

        await page.SetInputFilesAsync("[name=Photos][multiple]", (FilePayload[])[await Photo(lens, "a.jpg"), await Photo(lens, "b.jpg"), await Photo(lens, "c.jpg")]);
        await page.Locator("[data-photo-upload] button").ClickAsync();
        await Expect(page.Locator("main li.card")).ToHaveCountAsync(3);
        var last = await PhotoAt(page, 2);
        await page.Locator("main li.card").Nth(2).Locator("button[value$=MoveUp]").ClickAsync();
        Assert.Equal(last, await PhotoAt(page, 1));
        await page.Locator("main li.card").Nth(1).Locator("button[value$=MoveUp]").ClickAsync();
        Assert.Equal(last, await PhotoAt(page, 0));

        await Expect(page.Locator("[data-uploads]")).ToBeHiddenAsync();
        await Expect(page.Locator("[data-drafts]")).ToBeHiddenAsync();
    }

    private static async Task Start(IPage page)
    {
        await page.GotoAsync(Studio + "/listings/new");
        await page.SelectOptionAsync("[name=CategoryId]", new SelectOptionValue { Label = "Túi thổ cẩm" });
        await page.Locator("main form .button.wide").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/photos$"));
    }

    /// <summary>Until the script has seen what the server gave: Playwright types faster than any thumb.</summary>
    private static Task Listening(IPage page) => Expect(page.Locator("form[data-draft] [data-drafts]")).ToBeAttachedAsync();

    /// <summary>Waits until what was typed is on the phone, and opens the page anew.</summary>
    private static async Task KeptAfter(IPage page)
    {
        await Expect(page.Locator("[data-drafts] [role=status]")).ToContainTextAsync("Đã lưu trên máy");
        await page.ReloadAsync();
        await Expect(page.Locator("[data-drafts] [role=status]")).ToContainTextAsync("Đã lấy lại");
    }

    /// <summary>400 kbit/s both ways, 400 ms, and a processor four times as slow.</summary>
    private static async Task Slow3G(IBrowserContext visitor, IPage page)
    {
        var session = await visitor.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = 400,
            ["downloadThroughput"] = 50_000,
            ["uploadThroughput"] = 50_000,
        });
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
    }

    /// <summary>Its field of words is named after the photo.</summary>
    private static Task<string?> PhotoAt(IPage page, int place) => page.Locator("main li.card input[name^='words[']").Nth(place).GetAttributeAsync("name");

    /// <summary>What a phone's camera makes: large, and never the same twice.</summary>
    private static async Task<FilePayload> Photo(IPage page, string name) => new()
    {
        Name = name,
        MimeType = "image/jpeg",
        Buffer = Convert.FromBase64String(await page.EvaluateAsync<string>("""
            async () => {
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [2400, 1800];
              const brush = canvas.getContext('2d');
              for (let i = 0; i < 3000; i++) {
                brush.fillStyle = `hsl(${Math.random() * 360} 60% ${Math.random() * 100}%)`;
                brush.fillRect(Math.random() * 2400, Math.random() * 1800, 160, 160);
              }
              return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
            }
            """)),
    };

    [GeneratedRegex("/photos/uploads")]
    private static partial Regex Uploads();
}
