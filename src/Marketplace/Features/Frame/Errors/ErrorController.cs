using System.Diagnostics;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Frame.Errors;

/// <summary>What went wrong, in the reader's words. <c>Detail</c> is only ever filled in Development.</summary>
public sealed record ErrorModel(int Status, string Kind, string? Message, string Code, string? Detail);

/// <summary>The page for every refusal without a page of its own, and for every address nobody answers.</summary>
[AllowAnonymous]
[OutsideCaller]
[ResponseCache(NoStore = true)]
public sealed class ErrorController(IHostEnvironment environment) : Controller
{
    /// <summary>The texts we have; other statuses speak as the nearest of these.</summary>
    private static readonly int[] Known = [400, 403, 404, 413, 429, 500];

    /// <summary>Reads the status from the response, binding nothing: the request may be what cannot be read. Asked for directly, it is an unknown address.</summary>
    [Route("error")]
    public IActionResult Show() => Page(
        HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null && HttpContext.Features.Get<IExceptionHandlerFeature>() is null
            ? StatusCodes.Status404NotFound
            : Response.StatusCode);

    [Route("{*path}", Order = int.MaxValue)]
    public IActionResult Nobody() => Page(StatusCodes.Status404NotFound);

    private IActionResult Page(int status)
    {
        var exception = HttpContext.Features.Get<IExceptionHandlerFeature>();
        var path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? exception?.Path ?? Request.Path.Value ?? "";
        if (IsForPrograms(path))
        {
            return Problem(statusCode: status);
        }

        var known = Known.Contains(status) ? status : status >= 500 ? 500 : 400;
        Response.StatusCode = status;
        return View("Error", new ErrorModel(
            status,
            known.ToString(System.Globalization.CultureInfo.InvariantCulture),
            HttpContext.Items[ErrorMessage.Key] is string key ? Texts.Get(key) : null,
            (Activity.Current?.TraceId.ToHexString() ?? HttpContext.TraceIdentifier)[..8].ToUpperInvariant(),
            environment.IsDevelopment() ? exception?.Error.ToString() : null));
    }

    private bool IsForPrograms(string path) =>
        path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
        || (Request.Headers.Accept.ToString() is var accept && accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("html", StringComparison.OrdinalIgnoreCase));
}
