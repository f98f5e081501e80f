/** Articles of our own with their bytes in base64, encoded by Python's codecs: the decoder under test made none of them. */
export const encodedArticles = {
  gbk: {
    title: '勒索软件团伙转向攻击备份系统',
    text: '受害单位包括两家制造企业和一所大学。研究人员建议将备份服务器与域环境隔离，启用多因素认证，并定期演练离线恢复，同时监控异常的删除操作和对外连接。',
    base64:
      'PGgxPsDVy/fI7bz+zcW779eqz/K5pbv3sbi33c+1zbM8L2gxPjxwPrCyyKvR0L6/yMvUscX7wrajrNK7uPbA1cv3yO28/s3Fu++/qsq808XPyLmlu/fG89K1tcSxuLfdz7XNs6GjuaW799XfwPvTw9S2s8y0+sLr1rTQ0MKptrS9+Mjrsbi33bf+zvHG96Osx9TIobncwO3Usca+vt2jrMm+s/2/7NXV1q6687LFvNPD3Mn6svq7t76z1tC1xM7EvP6hozwvcD48cD7K3LqmtaXOu7D8wKjBvbzS1sbU7Mbz0rW6zdK7y/m089GnoaPR0L6/yMvUsb2o0um9q7G4t923/s7xxvfT69Pyu7e+s7j0wOujrMb008O24NLyy9jIz9ako6yyoraoxtrR3cG3wOvP37vWuLSjrM2syrG84L/Y0uyzo7XEyb6z/bLZ1/e6zbbUzeLBrL3ToaM8L3A+',
  },
  big5: {
    title: '釣魚郵件冒充稅務機關散布木馬',
    text: '分析人員指出，該木馬利用排程工作維持存在，並會偵測沙箱環境以躲避分析。專家建議停用文件巨集、更新端點防護軟體，並封鎖已公布的惡意網域與位址，避免內部網路遭到入侵。',
    base64:
      'PGgxPrOos722bKXzq1+lUrV8sMi+98P2tLKlrKTssKg8L2gxPjxwPrjqpnekvaVxtW+ye6RAqmmrX6VStXywyL73w/aqurOos722bKXzoUGq/qXzpKSqurRjt06k5aXzt3ykVbj8pOywqLV7pqGhQcXRqPrCc8T9vrnAeKZzqrqxS71YoUGow7N6uUylW7FLs3G5RLbHsGWo7KfwwLuqzKq6pviqQb65oUOo/K5gqsymaKywpKSkcKX4t36qurd8rXCkSK37oUM8L3A+PHA+pMCqUqRIrfur/KVYoUG406TssKinUaXOsca1e6R1p0C6+6v5pnOmYqFBqMO3fLC7tPqoRr1jwPS50qVIuPrB16TAqlKhQ7FNrmGr2MSzsLGlzqTlpfOlqLawoUKn87dzut3CSai+xUCzbsXpoUGow6vKwuqkd6S9payqurRjt0669LDsu1Cm7Kd9oUHB16dLpLqzobr0uPS+RKjspEqrSaFDPC9wPg==',
  },
  shift_jis: {
    title: '不正アクセスによる情報流出の調査結果',
    text: '調査によると、マルウェアは数か月にわたり社内に潜伏し、暗号化された通信でデータを外部に送り出していました。同社は認証の強化と監視の見直しを進めています。',
    base64:
      'PGgxPpVzkLODQYNOg1qDWILJguaC6Y/ulfGXrI9vgsySso24jIuJyjwvaDE+PHA+gqCC6ZLKkE2J747Qgs2BQY7Qk+CDVoNYg2WDgILWgsyVc5Czg0GDToNag1iCyYLmguiM2otxj+6V8YKql6yPb4K1gr2JwpRckKuCqoKggumCxpStlVyCtYLcgrWCvYFCjVWMgo7Sgs2NWJBWgrOC6oLEgqKCyIKii0CK7YLMkMaO45CrgvCIq5dwgrWBQYrHl52O0oLMjKCMwILwkkSCwYLEgqKC3IK1gr2BQjwvcD48cD6Sso24gsmC5oLpgsaBQYN9g4uDRYNGg0GCzZCUgqmMjoLJgu2CvYLojtCT4ILJkPaVmoK1gUGIw42GibuCs4Lqgr2SypBNgsWDZoFbg16C8IpPlZSCyZGXguiPb4K1gsSCooLcgrWCvYFCk6+O0ILNlEaP2ILMi62Ju4LGisSOi4LMjKmSvIK1gvCQaYLfgsSCooLcgreBQjwvcD4=',
  },
  'windows-1251': {
    title: 'Вредоносная рассылка под видом счетов',
    text: 'Злоумышленники используют взломанные почтовые ящики и уязвимость в старой версии офисного пакета. Организациям рекомендуется установить обновления и ограничить запуск макросов.',
    base64:
      'PGgxPsLw5eTu7e7x7eD/IPDg8fH76+rgIO/u5CDi6OTu7CDx9+Xy7uI8L2gxPjxwPtHv5fbo4Ovo8fL7IO/uIOHl5+7v4PHt7vHy6CDx7u7h+ejr6CDuIPDg8fH76+rlIO/o8eXsIPEg4vDl5O7t7vHt++zoIOLr7ubl7ej/7OgsIOru8u7w++Ug4vvk4P7yIPHl4f8g5+Ag8ffl8uAg7eAg7u/r4PLzLiDP7vHr5SDu8urw+/Lo/yDk7urz7OXt8uAg5+Dj8PPm4OXy8f8g8vDu/+0sIO/u9ej54P756Okg7+Dw7uvoIOgg5O7q8+zl7fL7LjwvcD48cD7H6+7z7Pv46+Xt7ejq6CDo8e/u6/zn8/7yIOLn6+7s4O3t++Ug7+738u7i++Ug//no6ugg6CDz/+fi6Ozu8fL8IOIg8fLg8O7pIOLl8PHo6CDu9Ojx7e7j7iDv4Orl8uAuIM7w4+Dt6Ofg9uj/7CDw5eru7OXt5PPl8vH/IPPx8uDt7uLo8vwg7uHt7uLr5e3o/yDoIO7j8ODt6Pfo8vwg5+Dv8/HqIOzg6vDu8e7iLjwvcD4=',
  },
} as const;
