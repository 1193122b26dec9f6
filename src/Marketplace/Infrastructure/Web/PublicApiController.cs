using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Infrastructure.Web;

/// <summary>What every public read endpoint does: JSON with an entity tag, "not modified" for those who have it, problems as problem+json.</summary>
[ApiController]
[AllowAnonymous]
[EnableCors(Cors)]
[KnownParameters]
public abstract class PublicApiController : ControllerBase
{
    /// <summary>Anyone's page may read, nobody's may write.</summary>
    public const string Cors = "public-api";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The answer, or 304 when the asker's copy is still right.</summary>
    protected IActionResult Tagged<T>(T answer)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, Json);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"");
        Response.Headers.ETag = tag.ToString();
        Response.Headers.CacheControl = "public, max-age=60";
        var isKnown = Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
        return isKnown ? StatusCode(StatusCodes.Status304NotModified) : File(body, "application/json; charset=utf-8");
    }

    /// <summary>What was asked cannot be read: 400, and each parameter with its reason.</summary>
    protected internal IActionResult Unreadable(IReadOnlyList<Refusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            ModelState.AddModelError(refusal.Field, Texts.Get(refusal.Code, refusal.Arguments));
        }

        return ValidationProblem(ModelState);
    }

    protected IActionResult NotThere() => Problem(statusCode: StatusCodes.Status404NotFound);
}
