package report

import "wxbackup/redirect"

// text says one thing in both languages.
type text struct{ Chinese, English string }

func kindText(k redirect.Kind) text {
	switch k {
	case redirect.Long:
		return text{"微信长链接 /s?__biz=…", "Long WeChat addresses"}
	case redirect.Short:
		return text{"微信短链接 /s/…", "Short WeChat addresses"}
	case redirect.Former:
		return text{"网站以前的路径", "Former paths of the site"}
	}
	return text{"您清单中的旧地址", "Old addresses of your lists"}
}

func hostText(k redirect.Kind) text {
	switch k {
	case redirect.Long, redirect.Short:
		return text{"您的镜像域名", "a mirror host of yours"}
	case redirect.Former:
		return text{"网站自己的域名", "the site's own host"}
	}
	return text{"您以前的域名，或任何域名上的特定参数", "domains you had before, or a query on any host"}
}
